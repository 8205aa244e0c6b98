def log = new File(basedir, "build.log").text
def (both, prod, none) = log.split("aks-policy:[^ ]+:explain-cluster ")[1..3]

assert both.contains("dev: managedClusters store   infra/aks.json:9:5")
assert both.contains("Authentication mode: Entra ID authentication with Azure RBAC, and local accounts")
assert both.contains("Local accounts: work beside Entra ID")
assert both =~ /properties\.disableLocalAccounts is false +infra\/dev\.json:5:5/
assert both =~ /✗ cluster\/local-accounts-disabled: .*infra\/dev\.json:5:5/
assert both.contains("How the API server is reached: from everywhere on the internet")

assert !prod.contains("dev: ")
assert prod.contains("Local accounts: do not work: Azure refuses az aks get-credentials --admin")
assert prod.contains("✓ cluster/local-accounts-disabled")
assert prod.contains("✓ cluster/auth-mode")

assert none.contains("No environment defines a cluster")
assert !log.contains("not-to-be-seen-4711")
