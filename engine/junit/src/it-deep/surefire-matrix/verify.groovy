import groovy.xml.XmlParser

def builds = new File(basedir, 'builds').listFiles().sort()
assert builds*.name == [
    'surefire-3.2.5-junit-5.14.4', 'surefire-3.2.5-junit-6.1.3',
    'surefire-3.5.6-junit-5.14.4', 'surefire-3.5.6-junit-6.1.3',
    'surefire-3.6.1-junit-5.14.4', 'surefire-3.6.1-junit-6.1.3']

// what the two manifests get wrong, in the order of the names of policies
def failures = [
    'prod/k8s > pod/privilege-escalation > Deployment cart in shop',
    'prod/k8s > pod/privilege-escalation > Deployment orders in shop',
    'prod/k8s > pod/privileged > Deployment cart in shop',
    'prod/k8s > pod/run-as-non-root > Deployment cart in shop',
    'prod/k8s > pod/run-as-non-root > Deployment orders in shop',
    'prod/k8s > pod/seccomp-profile > Deployment cart in shop']
def belowFailOn = [
    'prod/k8s > pod/capabilities-drop-all > Deployment cart in shop',
    'prod/k8s > pod/capabilities-drop-all > Deployment orders in shop']

builds.each { build ->
    def suite = { name -> new XmlParser().parse(new File(build, "surefire-reports/TEST-example.${name}.xml")) }
    def names = { cases, child -> cases.findAll { it[child] }*.@name.sort() }

    def cases = suite('PoliciesTest').testcase
    assert cases.size() == 32
    // Surefire up to 3.2 names the parent in place of the class; here that is the policy
    assert cases.every { it.@classname == 'example.PoliciesTest' || it.@name.contains(" > ${it.@classname} > ") }
    assert build.name.contains('surefire-3.2.5') || cases*.@classname.unique() == ['example.PoliciesTest']
    assert names(cases, 'failure') == failures
    assert names(cases, 'skipped') == belowFailOn
    def privileged = cases.find { it.@name == failures[2] }.failure.text()
    assert privileged.contains('k8s/cart.yaml:14:13') && privileged.contains('privileged is true')

    assert suite('OrdinaryTest').testcase*.@name == ['runsBesideThePolicies']
}
true
