import groovy.xml.XmlParser

// what the page tells to type is what was run, and it is little
def page = new File(basedir, '../../../../docs/write-a-policy.md').text
def section = page.substring(page.indexOf('## Ten minutes'), page.indexOf('## In one sentence'))
def commands = section.readLines().findAll { it.startsWith('$ mvn ') }*.substring('$ mvn '.length())
def run = new Properties()
new File(basedir, 'invoker.properties').withInputStream { run.load(it) }
assert commands.size() <= 6
assert commands == [run['invoker.goals.1'], run['invoker.goals.2']]

def log = new File(basedir, 'build.log').text
['src/test/java/policies/CostCenterTest.java', 'src/test/policies/cost-center.policytest.yaml',
 'docs/policies/contoso/cost-center.md'].each {
    assert log.contains("wrote ${it}") && section.contains("wrote ${it}")
    assert new File(basedir, it).file
}

def cases = new XmlParser().parse(new File(basedir, 'target/surefire-reports/TEST-policies.CostCenterTest.xml')).testcase
assert cases.size() == 3
def failed = cases.findAll { it.failure || it.error }
assert failed*.@name == ['default/k8s > contoso/cost-center > Deployment orders']
assert failed[0].failure.text().contains('k8s/orders.yaml:3:1')
assert section.contains("policies.CostCenterTest.${failed[0].@name}")
true
