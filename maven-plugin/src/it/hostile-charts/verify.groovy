import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.problems.isEmpty()
assert report.findings.findAll { it.policy == "pod/privileged" && it.fails }
    .collectMany { it.occurrences*.origin }.size() >= 4
def text = new File(basedir, "target/aks-policy/aks-policy.json").text
["define", "hook", "bytes", "ignored"].each { name -> assert text.contains("Pod/" + name) || text.contains('"' + name + '"') }
assert !new File(basedir, "build.log").text.contains("\tat io.github")
