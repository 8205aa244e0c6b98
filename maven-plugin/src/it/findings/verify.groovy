import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))

assert report.outcome == "failed"
assert report.problems.isEmpty()
def found = report.findings.collect {
    def at = it.occurrences[0].origin
    // the values line, where one made it wrong, or the template line
    "${it.policy} ${it.fails} ${it.occurrences*.environment.unique().sort().join(',')}".toString()
}.sort()
assert found == [
    "image/tag-not-latest false dev,prod",
    "pod/privileged true prod",
    "pod/seccomp-profile true dev,prod"
]
assert report.findings.find { it.policy == "pod/seccomp-profile" }.location.with { "$path:$line" } ==
    "deploy/shop/templates/web.yaml:14"
assert report.findings.find { it.policy == "image/tag-not-latest" }.location.with { "$path:$line" } == "k8s/debug.yaml:12"
// chart and manifests, in two environments
assert report.ledger.size() == 4
assert report.ledger*.resources == [1, 1, 1, 1]

// each finding is printed once, the build fails with what was found and where to read on
found*.tokenize(" ")*.first().each { policy -> assert times("$policy (") == 1 }
assert says("BUILD FAILURE")
assert says("2 of 3 findings fail the build (failOn: high)")
assert says("Report: target/aks-policy/aks-policy.html; beside it aks-policy.json, aks-policy.sarif")
// the verdict stands once
assert times("findings fail the build") == 1
assert says("aks-policy:explain -Daks-policy.policy=pod/privileged")
assert !says("\tat io.github")
def runs = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.sarif")).runs
assert runs.collectEntries { [it.automationDetails.id, it.results.size()] } == ["aks-policy/dev/": 2, "aks-policy/prod/": 3]
