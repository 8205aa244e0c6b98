context.get("server")?.stop(0)
def log = new File(basedir, "build.log").text
def (without, audit, role, both) = log.split("aks-policy:[^ ]+:audit ")[1..4]

assert without.contains("add io.github.akspolicy:aks-policy-live to the dependencies of the plugin")

assert audit =~ /pod\/privileged \(critical\)\s+Pod by-hand/
assert audit.contains("live/aks-prod/shop/pods/by-hand.json:14:21")
assert audit =~ /drift\/changed \(high\)\s+ConfigMap cart/
assert audit.contains("k8s/config.yaml:6:3")
assert audit.contains("drift/extra")
assert audit.contains("BUILD FAILURE")
assert new File(basedir, "target/report/aks-policy.json").text.contains('"drift/changed"')

assert role.contains("resources: [configmaps, pods]")
assert !role.contains("secrets")

assert both.contains("a cluster is one environment, and the configuration has dev, prod")
assert !log.contains("not-to-be-seen-4711")
return true
