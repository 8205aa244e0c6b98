import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["pod/privileged"]
assert report.ledger*.resources.sum() == 2
assert new JsonSlurper().parse(new File(basedir, "target/empty/aks-policy.json")).outcome == "error"
// what lies in generated folders is named, in every report
assert report.notEvaluated.any { it.message.contains("a generated folder is passed over") }
assert report.notEvaluated.size() == 1
assert log.contains("note: 1 compose file is not for a cluster and not read, such as docker-compose.yaml")
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
assert log =~ /FAILED: \d+ resources, .*; 3 not evaluated\./

// a manifest that cannot be read is an error, however its keys are written
def twice = new JsonSlurper().parse(new File(basedir, "target/twice/aks-policy.json"))
assert twice.outcome == "error"
assert twice.problems*.location*.path == ["target/twice-repository/k8s/broken.yaml"]
assert !(log =~ /\tat io\.github/)

// without a configuration verify-folder names the goal that needs none, in words that work without a POM
assert log =~ /Looked for .*aks-policy\.yaml\. What needs no configuration: mvn io\.github\.akspolicy:aks-policy-maven-plugin:\S+:scan\./
def configured = new JsonSlurper().parse(new File(basedir, "target/configured/aks-policy.json"))
assert configured.outcome == "failed"
assert configured.findings*.policy == ["pod/host-namespaces"]
assert configured.findings*.documentation.every { it == "https://akspolicy.github.io/aks-policy/main/policies/pod/host-namespaces" }
assert configured.notEvaluated*.location*.path == ["target/configured-repository/k8s/kustomization.yaml"]
assert log =~ /why and how: mvn io\.github\.akspolicy:aks-policy-maven-plugin:\S+:explain -Daks-policy\.policy=pod\/host-namespaces/
def required = new JsonSlurper().parse(new File(basedir, "target/required/aks-policy.json"))
assert required.outcome == "error"
assert required.problems*.message.every { it.startsWith("require: all-evaluated: ") }

// a values file shows an environment, which is evaluated as it is when it is asked for
def byDefault = new JsonSlurper().parse(new File(basedir, "target/default/aks-policy.json"))
assert byDefault.outcome == "failed"
assert byDefault.notEvaluated == null
assert byDefault.findings*.location*.path == ["target/configured-repository/shop/values-prod.yaml"]
assert log.contains("note: target/configured-repository/shop · prod: values-prod.yaml")
def prod = new JsonSlurper().parse(new File(basedir, "target/prod/aks-policy.json"))
assert prod.notEvaluated == null
assert prod.findings*.policy == ["pod/privileged"]
assert prod.findings[0].location.path == "target/configured-repository/shop/values-prod.yaml"

// a packaged chart is evaluated, a patch is not, and what no policy sees is a line for each reason
def unread = new JsonSlurper().parse(new File(basedir, "target/unread/aks-policy.json"))
def at = "target/unread-repository"
assert unread.problems == []
assert unread.findings*.location*.path.unique() == ["$at/agent-1.0.0.tgz!/templates/agent.yaml".toString()]
assert unread.notEvaluated.collectEntries { [it.location.path - "$at/", it.message] }.keySet() == [
    "agent-1.0.0.tgz!/templates/tests/connection.yaml", "deploy/web.yaml.j2", "infra/main.jsonc", "k8s/kustomization.yaml",
    "k8s/objects.yaml", "k8s/patch.yaml"] as Set
assert unread.notEvaluated.findAll { it.location.path.endsWith("objects.yaml") }.size() == 3
assert unread.notEvaluated.every { it.fix.length() < 100 }
def unreadRequired = new JsonSlurper().parse(new File(basedir, "target/unread-required/aks-policy.json"))
assert unreadRequired.outcome == "error"
assert unreadRequired.problems.size() == unread.notEvaluated.size()
assert log.contains("[ERROR] /nowhere/at/all is not a directory")
assert log.contains("ERROR: 1 problem, nothing was evaluated.")
def releases = { new JsonSlurper().parse(new File(basedir, "target/capitals-$it/aks-policy.json")).ledger*.release.findAll { it.startsWith("shop") } }
assert releases("verify") == ["shop-app"]
assert releases("scan") == ["shop-app"]
// nothing of progress stays in a log
assert !(log =~ /release \d+ of \d+/)
