import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def baseline = new File(basedir, "policy-baseline.yaml").text
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))

// first: everything that is open and not exempt
assert log.contains("Baseline policy-baseline.yaml: 1 added, 0 removed, 0 kept.")
assert baseline.contains('pod/privileged|k8s|DaemonSet/agent|')
assert baseline.count("[\"dev\", \"prod\"]") == 1

// second: nothing fails
assert log.contains("PASSED: 2 resources, no finding fails the build")
assert log.contains("3 findings are suppressed: 2 exempt (the next ends on 2026-12-31), 1 in the baseline")

// third, half a year later: the exemption has expired, and what it exempted fails; verify has not touched the baseline
assert log.contains("exemption/expired (medium)")
assert report.outcome == "failed"
assert report.findings.findAll { it.fails }*.policy == ["pod/host-namespaces"]
def suppressed = report.findings.findAll { it.suppression }.collectEntries { [it.policy, it.suppression] }
assert suppressed.keySet() == ["pod/privileged", "pod/host-path-volumes"] as Set
assert suppressed["pod/host-path-volumes"].reason == "it reads logs"
assert suppressed["pod/host-path-volumes"].location.line == 11
assert suppressed["pod/privileged"].type == "baseline"
assert report.ledger[0].policies.find { it.policy == "pod/privileged" }.baselined == 1
assert report.ledger[0].policies.find { it.policy == "pod/host-path-volumes" }.exempt == 1
def sarif = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.sarif"))
assert sarif.runs*.automationDetails*.id == ["aks-policy/dev/", "aks-policy/prod/"]
assert sarif.runs.collect { it.results.count { it.suppressions } } == [2, 2]
