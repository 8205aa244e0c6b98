import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["pod/privileged"]
assert report.ledger*.resources.sum() == 2
assert new JsonSlurper().parse(new File(basedir, "target/empty/aks-policy.json")).outcome == "error"
// what lies in generated folders is named, in every report
assert report.notEvaluated*.message.every { it.contains("generated folder target") }
assert report.notEvaluated.size() == 1
assert log.contains("not evaluated: target/")
assert new File(basedir, "target/aks-policy/aks-policy.html").text.contains("Not evaluated")

// a chart in the root hides nothing, and pods are found wherever they are
def repository = "target/hidden-repository"
def hidden = new JsonSlurper().parse(new File(basedir, "target/hidden/aks-policy.json"))
assert hidden.problems == []
assert hidden.findings.findAll { it.policy == "pod/privileged" }*.location*.path.sort() == [
    "$repository/infra/plan.json", "$repository/k8s/escaped.yaml", "$repository/k8s/job.yaml", "$repository/k8s/pod.yaml"]*.toString()
assert hidden.findings.any { it.policy == "cluster/local-accounts-disabled" && it.location.path.endsWith("aks.json") && it.location.line == 10 }
assert hidden.notEvaluated*.location*.path.sort() == [
    "$repository/.deploy/pod.yaml", "$repository/infra/plan.json", "$repository/k8s/task.yaml"]*.toString()
assert log =~ /FAILED: \d+ resources, .*, 3 parts were not evaluated\./

// a manifest that cannot be read is an error, however its keys are written
def twice = new JsonSlurper().parse(new File(basedir, "target/twice/aks-policy.json"))
assert twice.outcome == "error"
assert twice.problems*.location*.path == ["target/twice-repository/k8s/broken.yaml"]
assert !(log =~ /\tat io\.github/)
