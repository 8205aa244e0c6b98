import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def baseline = new File(basedir, "policy-baseline.yaml").text
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))

// first: everything that is open and not exempt
assert log.contains("Baseline policy-baseline.yaml: 1 added, 0 removed, 0 kept.")
assert baseline.contains('pod/privileged|k8s|DaemonSet/agent|')
assert baseline.count("[\"dev/shop-dev\", \"prod/shop\"]") == 1

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

// a folder that claims a repository and a stray archive are the user's own: they fail, and an annotation says so
def json = { new JsonSlurper().parse(new File(basedir, "target/$it/aks-policy.json")) }
def failing = { json(it).findings.findAll { it.fails }.collect { it.location.path } as Set }
def claimed = "shop/charts/cache/templates/pod.yaml"
def stray = "shop/charts/evil.tgz!/templates/pod.yaml"
assert failing(4) == [claimed, stray] as Set
assert !json(4).vendorDebt
assert log.contains("::error file=shop/charts/cache/templates/pod.yaml,line=8")
assert log.contains("::error file=shop/charts/evil.tgz")
assert log.contains("cache@18.1.0 counts as your own chart: no digest of it is recorded; if a repository supplied it, run: mvn aks-policy:charts-lock")

// what the lock records is vendor debt, and nothing else is
assert log.contains("not recorded: shop/charts/evil.tgz: no entry of dependencies in Chart.yaml names evil with a repository")
assert log.contains("Charts lock aks-policy-charts.lock: 1 recorded (cache@18.1.0).")
assert log.contains("Charts lock aks-policy-charts.lock: 1 recorded (cache@18.1.0), unchanged.")
assert failing(6) == [stray] as Set
assert json(6).vendorDebt*.chart == ["cache@18.1.0"]
assert json(8).outcome == "passed"
assert json(8).vendorDebt*.chart == ["cache@18.1.0", "evil@1.0.0"]

// what one render does not show is named, and fails where it must not be
def condition = "open/templates/pod.yaml:9 (release state, API versions)"
assert log.replaceAll("\\s+", " ").replace("[INFO] ", "")
    .contains("branches not taken: open: one side of 1 condition on release state, API versions was evaluated: $condition")
assert json(9).outcome == "passed"
assert json(9).branchesNotTaken*.source == ["open"]
assert json(9).branchesNotTaken[0].conditions == [
    [path: "open/templates/pod.yaml", line: 9, column: 7, inputs: ["release state", "API versions"], secretData: false]]
assert new File(basedir, "target/9/aks-policy.html").text.contains("Branches not taken")
assert json(10).outcome == "error"
assert json(10).problems*.message == [
    "require: all-branches: open: one side of 1 condition on release state, API versions was evaluated: $condition".toString()]
assert log.contains("::error file=open/templates/pod.yaml,line=9")

// a role that the repository binds is not the vendor's debt, one that the vendor binds is
def ofRoles = json(11).findings.findAll { it.policy == "rbac/read-secrets" }
def roleOf = { finding -> finding.occurrences[0].resource.name }
assert ofRoles.findAll { it.fails }.collect(roleOf) == ["offered"]
assert ofRoles.findAll { !it.fails }.collect { [roleOf(it), it.suppression.type] } == [["bound", "vendor"]]
assert json(11).vendorDebt*.chart == ["cache@18.1.0"]
assert log.contains("it has this only beside your values, templates or objects: change them")

// all of it, for an audit
def listed = log.substring(log.lastIndexOf(":exemptions "))
assert listed.contains("expired on 2026-12-31, 2 days ago: pod/host-namespaces for DaemonSet/agent")
assert listed.contains("owner team-platform, approved by kim")
assert listed.contains("policy-exemptions.yaml:3:5   risk-accepted in all environments; exempts 0 findings")
assert listed.contains("until 2027-12-31, 363 days left: pod/host-path-volumes for DaemonSet/agent")
assert listed.contains("risk-accepted, an annotation, in dev, prod; exempts 1 finding")
assert listed.contains("2 exemptions on 2027-01-02: 1 expired, 0 within 30 days of the end.")
assert listed.contains("Baseline policy-baseline.yaml: 1 entry, 1 finding in it.")
