import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
def read = { file -> new JsonSlurper().parse(file) }
def whole = { run -> read(new File(basedir, "target/$run/aks-policy.json")) }
def module = { name, run -> read(new File(basedir, "$name/target/$run/aks-policy.json")) }
def found = { report -> report.findings.collect { "$it.policy $it.location.path:$it.location.line".toString() }.sort() }

def orders = "pod/run-as-non-root m06/deploy/orders/templates/orders.yaml:15"
def billing = "pod/seccomp-profile m09/deploy/billing/templates/billing.yaml:17"
def platform = "pod/privileged deploy/platform/templates/agent.yaml:22"

["plain", "threads", "never"].each { run ->
    assert found(whole(run)) == [platform, orders, billing]
    assert whole(run).ledger*.resources.sum() == 4
    assert found(module("m02", run)) == []
    assert found(module("m06", run)) == [orders]
    assert found(module("m09", run)) == [platform, billing]
}
assert whole("plain").outcome == "failed"
assert whole("threads").outcome == "failed"
assert whole("never").outcome == "passed"
// threads change nothing in the report
assert new File(basedir, "target/plain/aks-policy.json").text == new File(basedir, "target/threads/aks-policy.json").text

assert whole("also-make").outcome == "passed"
assert whole("also-make").ledger*.resources == [1]

assert found(whole("resumed")) == [platform, billing]
assert whole("resumed").ledger*.resources == [1, 1]

// stops at m06
assert found(whole("fail-fast")) == [orders]
assert whole("fail-fast").ledger*.resources == [1, 1]

assert !new File(basedir, "target/none").exists()
assert says("aks-policy evaluated nothing")

// nine modules have no configuration and the root has none: one line each, in each build
def skipped = 10 + 10 + 2 + 2 + 5 + 10 + 2
assert times("No aks-policy.yaml in this module: nothing to verify.") == skipped
// one summary per build that judged something, however many modules
assert times("environment  resources") == 6
assert !says("\tat io.github")
