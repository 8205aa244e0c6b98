import groovy.xml.XmlParser

// what the page tells to type is what was run, and it is little
def page = new File(basedir, '../../../../docs/write-a-policy.md').text
def section = page.substring(page.indexOf('## Ten minutes'), page.indexOf('## In one sentence'))
def commands = section.readLines().findAll { it.startsWith('$ ') }*.substring(2)
def invoked = new Properties()
new File(basedir, 'invoker.properties').withInputStream { invoked.load(it) }
assert commands.size() <= 6
assert commands.take(2) == ["mvn ${invoked['invoker.goals.1']}", "mvn ${invoked['invoker.goals.2']}"]*.toString()
def plain = { it.replaceAll(/(?s)<!--.*?-->/, '').replaceAll(/\s+/, '') }
def pom = section.find(~/(?s)<!-- pom.xml -->\n(.*?)```/) { all, text -> text }
assert plain(pom) == plain(new File(basedir, 'pom.xml').text)

def log = new File(basedir, 'build.log').text
['src/test/java/policies/CostCenterTest.java', 'src/test/rules/cost-center/cost-center.policytest.yaml',
 'docs/policies/contoso/cost-center.md'].each {
    assert log.contains("wrote ${it}") && section.contains("wrote ${it}")
    assert new File(basedir, it).file
}

def cases = { new XmlParser().parse(new File(basedir, 'target/surefire-reports/TEST-policies.CostCenterTest.xml')).testcase }
// the rule, its two cases, and what recommended evaluates: no more fails than the rule
assert cases().size() > 10
def failed = cases().findAll { it.failure || it.error }
assert failed*.@name == ['default/k8s > contoso/cost-center > Deployment orders']
def told = section.readLines().find { it.contains('metadata.labels.cost-center is not set') }.trim()
assert failed[0].failure.text().contains(told)
assert section.contains("policies.CostCenterTest.${failed[0].@name}")

// the rest of the page, with the repositories that the first commands had
def settings = new File(basedir.parentFile, 'interpolated-settings.xml')
def run = { command ->
    def typed = command.replace('mvn ', "mvn -B -ntp ${settings.file ? "-s ${settings}" : ''} -Dmaven.repo.local=${localRepositoryPath} ")
    def builder = new ProcessBuilder('bash', '-c', typed).directory(basedir).redirectErrorStream(true)
    builder.environment().put('PATH', "${System.getProperty('maven.home')}/bin:${System.getenv('PATH')}".toString())
    def process = builder.start()
    def said = process.inputStream.text
    new File(basedir, 'build.log') << "\n\$ ${command}\n" << said
    assert process.waitFor() == 0
    said
}
def said = commands.drop(2).collect(run).join('\n')
section.readLines().findAll { it.startsWith('[INFO] ') && !it.contains('CostCenter') && !it.contains('cost-center') }.each {
    assert said.contains(it)
}
assert !cases().any { it.failure || it.error || it.skipped }

// a second policy, and the test class of the README: nothing breaks, and each has its own cases
new File(basedir, 'src/test/java/StorePolicyTest.java').text = """
import io.github.akspolicy.junit.PolicyTests;

@PolicyTests
class StorePolicyTest {}
"""
run('mvn aks-policy:new-policy -Daks-policy.id=contoso/owner')
run("sed -i 's/cost-center: \"4711\"/cost-center: \"4711\", owner: shop/' k8s/orders.yaml")
run('mvn test')
def tests = { new XmlParser().parse(new File(basedir, "target/surefire-reports/TEST-${it}.xml")).testcase }
def built = cases().size() - 3
assert tests('StorePolicyTest').size() == built
assert tests('policies.OwnerTest').size() == built + 3
return true
