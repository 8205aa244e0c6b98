import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, "app/target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["contoso/no-shell"]
assert report.findings[0].location.with { "$path:$line" } == "app/k8s/web.yaml:19"
// the built-in ones are on as well
assert report.policies.size() >= 6
