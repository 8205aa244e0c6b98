import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def report = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["pod/privileged"]
assert report.ledger*.resources.sum() == 2
assert new JsonSlurper().parse(new File(basedir, "target/empty/aks-policy.json")).outcome == "error"
assert !(log =~ /\tat io\.github/)
