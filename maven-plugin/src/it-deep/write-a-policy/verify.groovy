import groovy.xml.XmlParser

// what the page tells to type is what was run, and it is little
def page = new File(basedir, '../../../../docs/write-a-policy.md').text
def section = page.substring(page.indexOf('## Ten minutes'), page.indexOf('## In one sentence'))
def commands = section.readLines().findAll { it.startsWith('$ ') }*.substring(2)
def run = new Properties()
new File(basedir, 'invoker.properties').withInputStream { run.load(it) }
assert commands.size() <= 6
assert commands.take(2) == ["mvn ${run['invoker.goals.1']}", "mvn ${run['invoker.goals.2']}"]*.toString()
def plain = { it.replaceAll(/(?s)<!--.*?-->/, '').replaceAll(/\s+/, '') }
def pom = section.find(~/(?s)<!-- pom.xml -->\n(.*?)```/) { all, text -> text }
assert plain(pom) == plain(new File(basedir, 'pom.xml').text)

def log = new File(basedir, 'build.log').text
['src/test/java/policies/CostCenterTest.java', 'src/test/policies/cost-center.policytest.yaml',
 'docs/policies/contoso/cost-center.md'].each {
    assert log.contains("wrote ${it}") && section.contains("wrote ${it}")
    assert new File(basedir, it).file
}

def cases = { new XmlParser().parse(new File(basedir, 'target/surefire-reports/TEST-policies.CostCenterTest.xml')).testcase }
assert cases().size() == 3
def failed = cases().findAll { it.failure || it.error }
assert failed*.@name == ['default/k8s > contoso/cost-center > Deployment orders']
def told = section.readLines().find { it.contains('metadata.labels.cost-center is not set') }.trim()
assert failed[0].failure.text().contains(told)
assert section.contains("policies.CostCenterTest.${failed[0].@name}")

// the rest of the page, with the repositories that the first commands had
def settings = new File(basedir.parentFile, 'interpolated-settings.xml')
commands.drop(2).each { command ->
    def typed = command.replace('mvn ', "mvn -B -ntp ${settings.file ? "-s ${settings}" : ''} -Dmaven.repo.local=${localRepositoryPath} ")
    def builder = new ProcessBuilder('bash', '-c', typed).directory(basedir).redirectErrorStream(true)
    builder.environment().put('PATH', "${System.getProperty('maven.home')}/bin:${System.getenv('PATH')}".toString())
    def process = builder.start()
    new File(basedir, 'build.log') << "\n\$ ${command}\n" << process.inputStream.text
    assert process.waitFor() == 0
}
assert cases().size() == 3 && !cases().any { it.failure || it.error || it.skipped }
return true
