import groovy.xml.XmlParser

def builds = new File(basedir, 'builds').listFiles().sort()
def suite = { build, name -> new XmlParser().parse(new File(build, "surefire-reports/TEST-example.${name}.xml")) }
def names = { cases, child -> cases.findAll { it[child] }*.@name.sort() }

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

def matrix = builds.findAll { it.name.startsWith('surefire-') }
assert matrix.size() == 16
matrix.each { build ->
    def cases = suite(build, 'PoliciesTest').testcase
    assert cases.size() == 34
    assert cases*.@classname.unique() == ['example.PoliciesTest']
    assert names(cases, 'failure') == failures
    assert names(cases, 'error') == []
    assert names(cases, 'skipped') == belowFailOn
    def privileged = cases.find { it.@name == failures[2] }.failure.text()
    assert privileged.contains('k8s/cart.yaml:14:13') && privileged.contains('privileged is true')

    assert suite(build, 'OrdinaryTest').testcase*.@name == ['runsBesideThePolicies']
}

// nothing is selected: one error, where nothing else was asked for
['3.2.5', '3.5.3', '3.6.1'].each { surefire ->
    def all = new File(basedir, "builds/nosuchgroup-surefire-${surefire}")
    def none = suite(all, 'PoliciesTest').testcase
    assert none.size() == 1 && none[0].error.text().contains('no policy was evaluated: the tags of this run')
    assert !new File(all, 'surefire-reports/TEST-example.OrdinaryTest.xml').exists()

    // a misspelt method is as little a pass as a misspelt tag, and a method is not the whole class
    def method = suite(new File(basedir, "builds/nosuchmethod-surefire-${surefire}"), 'PoliciesTest').testcase
    assert method.size() == 1 && method[0].error.text().contains('-Dtest=Class#method')
    def policy = suite(new File(basedir, "builds/method-surefire-${surefire}"), 'PoliciesTest').testcase
    assert policy*.@name.sort() == ['cart', 'orders'].collect { "prod/k8s > pod/privileged > Deployment $it in shop".toString() }

    // the tag of an ordinary test: that one runs, policies are skipped, and say so
    def unit = new File(basedir, "builds/unit-surefire-${surefire}")
    def skipped = suite(unit, 'PoliciesTest').testcase
    assert skipped.size() == 1 && skipped[0].skipped.size() == 1 && !skipped[0].error
    assert suite(unit, 'OrdinaryTest').testcase*.@name == ['runsBesideThePolicies']

    // no tag hides a configuration that cannot be read
    def broken = suite(new File(basedir, "builds/broken-surefire-${surefire}"), 'Broken').testcase
    assert broken.size() >= 1 && broken.every { it.error.text().contains('broken/aks-policy.yaml') }
}
true
