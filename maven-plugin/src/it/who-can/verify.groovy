def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:who-can ")
assert parts.length == 7

def account = { namespace -> ~/ServiceAccount ${namespace}\/order-service +${namespace} +RoleBinding order +Role order +rules\[1\] +Kubernetes RBAC +k8s\/access\.yaml:9:\d+, k8s\/access\.yaml:17:\d+\n/ }
def operators = /Group 0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11 +\* +ClusterRoleBinding operators +ClusterRole admin +rules\[\d+\] of ClusterRole system:aggregate-to-edit +Kubernetes RBAC +k8s\/access\.yaml:24:\d+\n/

assert parts[1].contains("dev: who can get secrets\n")
assert parts[1] =~ account("store-dev")
assert parts[1] =~ account("store")
assert (parts[1] =~ operators).count == 2 : "once for each environment"
assert parts[1].contains("besides, whoever is in system:masters: no authorizer is asked about them")

assert parts[2].contains("prod: who can get secrets in store\n")
assert parts[2] =~ account("store")
assert parts[2] =~ operators
assert !parts[2].contains("store-dev")

// a Role says nothing about what is in no namespace, nor does the default role admin
assert parts[3].contains("nobody by what is in the sources")

assert parts[4].contains("no resource is called secret: write secrets")
assert parts[5].contains("A URL is in no namespace and has no objects: leave aks-policy.namespace out.")

assert parts[6].contains("not known: RoleBinding order has no namespace, so that nobody knows where it grants")
return true
