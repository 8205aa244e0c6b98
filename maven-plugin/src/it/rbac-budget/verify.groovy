def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:(verify|rbac-budget) ")
assert parts.length == 7

assert parts[1].contains('rbacBudget "rbac-budget.yaml" does not exist')
assert parts[2].contains("Budget rbac-budget.yaml: 2 rules.")
assert parts[3].contains("The budget rbac-budget.yaml says what is granted already.")
assert new File(basedir, "rbac-budget.yaml").text.contains('- {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')

assert parts[5].contains("whose budget does not have what rules[0] of Role reader grants: get services; list services")
// what a person wrote is not overwritten, and what would change is told
assert parts[6].contains("- # agreed on with the platform team")
assert parts[6].contains('+         - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')
assert parts[6].contains("The budget old-budget.yaml was not written, since it says something else")
assert new File(basedir, "old-budget.yaml").text.startsWith("# agreed on")
return true
