import groovy.json.JsonSlurper
import groovy.xml.XmlParser

def tests = { new XmlParser().parse(new File(basedir, "target/surefire-reports/TEST-${it}.xml")).testcase }
def report = new JsonSlurper().parse(new File(basedir, 'target/aks-policy/aks-policy.json'))
assert report.outcome == 'failed'
def failing = report.findings.findAll { it.fails }*.policy.unique().sort()
assert failing.containsAll(['contoso/replicas', 'pod/host-namespaces'])

def cases = tests('StorePolicyTest')
assert cases.findAll { it.error } == []
assert cases.findAll { it.failure }*.@name.collect { it.split(' > ')[1] }.unique().sort() == failing
// those that lack what they need are skipped, too
assert cases.findAll { it.skipped }*.@name.collect { it.split(' > ')[1] }
    .containsAll(report.findings.findAll { !it.fails }*.policy)
assert tests('PlainTest').size() == 1
return true
