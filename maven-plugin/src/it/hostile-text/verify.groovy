import groovy.json.JsonSlurper

def lines = new File(basedir, "build.log").readLines()
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert report.findings*.policy == ["pod/privileged"] * 3

// what an agent would obey: a command of GitHub at the start of a line, one of Azure anywhere in it
def obeyed = lines.findAll { it =~ /^\s*::/ || it.contains("##vso[") || it.contains("##[") }
def github = obeyed.findAll { it.startsWith("::error file=k8s/") }
def azure = obeyed.findAll { it.startsWith("##vso[task.logissue type=error;") }
assert github.size() == 3
assert azure.size() == 3
assert (obeyed - github - azure) == []
assert (azure + github).every { !it.substring(2).contains("##vso[") && !it.contains("set-output name=token::") }

assert lines.count { it.contains("BUILD SUCCESS") && !it.contains("red") } == 0
assert lines.every { !it.contains("\u001b[31m") && !it.contains("\r") }
