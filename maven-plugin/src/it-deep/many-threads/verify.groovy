import groovy.json.JsonSlurper

def report = { run -> new File(basedir, "target/$run/aks-policy.json") }
def one = new JsonSlurper().parse(report(1))
assert one.outcome == "passed"
assert one.findings.size() == 40
assert one.findings*.occurrences*.size() == [2] * 40
assert one.ledger.size() == 80
(2..6).each { run -> assert report(run).text == report(1).text }
assert new File(basedir, "build.log").text.count("environment  resources") == 6
