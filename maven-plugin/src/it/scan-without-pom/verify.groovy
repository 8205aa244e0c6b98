import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def report = new JsonSlurper().parse(new File(basedir, "target/scan/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["pod/privileged"]
assert report.ledger*.resources.sum() == 2
assert new JsonSlurper().parse(new File(basedir, "target/empty/aks-policy.json")).outcome == "error"
// what scan finds itself, aks-policy.yaml names: here the manifests alone
def verified = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert verified.outcome == "failed"
assert verified.ledger*.resources == [1]
assert verified.findings*.policy == ["pod/privileged"]
assert new File(basedir, "target/aks-policy/fix.patch").text.contains("-        privileged: true\n")
assert !(log =~ /\tat io\.github/)
