def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:who-can ")
assert parts.length == 17

def account = { namespace -> ~/ServiceAccount ${namespace}\/order-service in the namespace ${namespace}\n\[INFO\]     RoleBinding order, Role order, rules\[1\]   Kubernetes RBAC\n\[INFO\]     k8s\/access\.yaml:9:\d+, k8s\/access\.yaml:17:\d+\n/ }
def operators = /Group 0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11 everywhere\n\[INFO\]     ClusterRoleBinding operators, ClusterRole admin, rules\[\d+\] of ClusterRole system:aggregate-to-edit   Kubernetes RBAC\n\[INFO\]     k8s\/access\.yaml:24:\d+\n/

assert parts[1].contains("dev: who can get secrets\n")
assert parts[1] =~ account("store-dev")
assert parts[1] =~ account("store")
assert (parts[1] =~ operators).count == 2 : "once for each environment"
assert parts[1].contains("besides, members of system:masters: no authorizer is asked about them")

assert parts[2].contains("prod: who can get secrets in store\n")
assert parts[2] =~ account("store")
assert parts[2] =~ operators
assert !parts[2].contains("store-dev")

// a Role says nothing about what is in no namespace, nor does the default role admin
assert parts[3].contains("no subject by what is in the sources")

assert parts[4].contains("no resource is called secret: write secrets")
assert parts[5].contains("A URL is in no namespace and has no objects: leave -Daks-policy.namespace out.")

assert parts[6].contains("not known: RoleBinding order has no namespace, so it is unknown where it grants")

// Azure RBAC beside Kubernetes RBAC, with the names behind the ids
def developers = /Group 2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46 \(store developers\) in the namespace store\n\[INFO\]     role assignment 9d1b7c52-3f8e-4a60-b5d9-0e7c2a4f6b81, Azure Kubernetes Service RBAC Writer, \S+   Azure RBAC\n\[INFO\]     azure\/infra\/assignments\.json:8:5\n/
def support = /Group 5c9f1d3e-7b24-4a86-9e0f-3d8a6b2c4f17 \(store support\) everywhere\n\[INFO\]     role assignment 4e6a8c10-5b2d-4f93-a7e1-8d0c3b5f9a24, Pod user, \S+   Azure RBAC\n\[INFO\]     azure\/infra\/assignments\.json:17:5\n/
def rows = { part -> (part =~ /\n\[INFO\]   (Group|ServiceAccount|User) /).count }
assert parts[7] =~ developers
assert rows(parts[7]) == 1 : "neither view nor their own role grants secrets"
assert parts[8] =~ developers
assert parts[8] =~ support
assert rows(parts[8]) == 2
// what the definition takes away again, and an assignment of another namespace
assert parts[9].contains("no subject by what is in the sources")
// both authorizers may allow the same
assert parts[10] =~ support
assert parts[10] =~ /Group 5c9f1d3e-7b24-4a86-9e0f-3d8a6b2c4f17 \(store support\) in the namespace store\n\[INFO\]     RoleBinding viewers, ClusterRole view, rules\[\d+\] of ClusterRole system:aggregate-to-view   Kubernetes RBAC\n\[INFO\]     azure\/k8s\/access\.yaml:6:\d+\n/
assert rows(parts[10]) == 3
// nobody knows here whether a condition is met
assert rows(parts[11]) == 0
assert parts[11].contains("not known: Azure RBAC: whether the condition of role assignment 9d1b7c52-3f8e-4a60-b5d9-0e7c2a4f6b81 is met")
// a misspelt word has no answer
assert parts[12].contains('aks-policy.verb: unknown verb "gett": did you mean "get"?')
assert parts[13].contains('aks-policy.resource: unknown resource "secrest": did you mean "secrets"?')
assert parts[14].contains('aks-policy.namespace: unknown namespace "stroe": did you mean "store"?')
assert parts[15].contains('aks-policy.verb: unknown verb of a URL "gett": did you mean "get"?')
assert parts[16].contains('unknown property "aks-policy.namespcae": did you mean "aks-policy.namespace"')
assert parts[16].contains('aks-policy.check: "ture" is neither true nor false')
assert parts[16].contains('Unknown workload store/order-servic: ')
assert (12..16).every { !parts[it].contains("who can get") }
return true
