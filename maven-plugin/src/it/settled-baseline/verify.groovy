def parts = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:(verify|baseline) ")
assert parts.length == 7

def written = parts[2] =~ /Baseline \S*policy-baseline.yaml: (\d+) added, 0 removed, 0 kept\./
assert written.find()
def count = written.group(1)
// the wildcard, and what it includes
assert (count as int) > 2
def entries = new File(basedir, "policy-baseline.yaml").readLines().findAll { it.startsWith('  "') }
assert entries.size() == (count as int)
assert entries.any { it.contains("rbac/wildcard-rules|") } && entries.any { it.contains("rbac/read-secrets|") }
assert parts[4].contains("policy-baseline.yaml: 0 added, 0 removed, ${count} kept.")
assert parts[5].contains("policy-baseline.yaml: 0 added, 0 removed, ${count} kept.")
return true
