def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:(verify|rbac-budget) ")
assert parts.length == 7

assert parts[1].contains('rbacBudget "rbac-budget.yaml" does not exist')
assert parts[2].contains("Budget rbac-budget.yaml: 2 rules.")
assert parts[3].contains("The budget rbac-budget.yaml says what is granted already.")
assert new File(basedir, "rbac-budget.yaml").text.contains('- {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')

// each environment is held to its own budget: dev allows nothing, prod the pods
def excess = parts[5].replaceAll(/\s+/, " ")
assert excess =~ /reader grants: get pods; list pods; get services; and 1 more .{0,120}in: dev fix:/
assert excess =~ /reader grants: get services; list services .{0,120}in: prod fix:/
// what a person wrote is not overwritten, and what would change is told
assert parts[6].contains("- # agreed on with the platform team")
assert parts[6].contains('+         - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')
assert parts[6].contains("The budget old-budget.yaml was not written, since it says something else")
assert new File(basedir, "old-budget.yaml").text.startsWith("# agreed on")
return true
