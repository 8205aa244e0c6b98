def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:(verify|rbac-budget|minimal-role) ")
assert parts.length == 10

assert parts[1].contains('rbacBudget "rbac-budget.yaml" does not exist')
assert parts[2].contains("Budget rbac-budget.yaml: 2 rules.")
assert parts[3].contains("The budget rbac-budget.yaml says what is granted already.")
assert new File(basedir, "rbac-budget.yaml").text.contains('- {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')

// each environment is held to its own budget: dev allows nothing, prod the pods
def excess = parts[5].replaceAll(/\s+/, " ")
assert excess =~ /reader grants: get pods; list pods; get services; and 1 more .{0,120}in: dev fix:/
assert excess =~ /reader grants: get services; list services .{0,120}in: prod/
// what a person wrote is not overwritten, and what would change is told
assert parts[6].contains("- # agreed on with the platform team")
assert parts[6].contains('+         - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}')
assert parts[6].contains("The budget old-budget.yaml was not written, since it says something else")
assert new File(basedir, "old-budget.yaml").text.startsWith("# agreed on")

assert parts[7].contains("dev: no role grants more than the budget says is needed.")
assert !parts[7].contains("to paste from")
assert parts[8].contains('No binding means a role readers: did you mean "reader"?')
// what the old budget needs of the role, ready to paste; a file is written beside it
assert parts[9].contains("prod: to paste from target/aks-policy/minimal-roles-prod.yaml")
assert parts[9].contains("# cut: get services")
assert new File(basedir, "target/aks-policy/minimal-roles-prod.yaml").text.endsWith("""\
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get", "list"]
""")
return true
