import groovy.xml.XmlParser

def builds = new File(basedir, 'service/builds')
assert builds.list().sort() == ['all', 'critical', 'parallel', 'rerun']

def cases = { build, name ->
    new XmlParser().parse(new File(builds, "${build}/surefire-reports/TEST-${name}.xml")).testcase
}
def names = { list, child -> list.findAll { it[child] }*.@name.sort() }

def builtIn = [
    'default/k8s > contoso/team > Deployment cart',
    'default/k8s > pod/privilege-escalation > Deployment cart',
    'default/k8s > pod/privileged > Deployment cart',
    'default/k8s > pod/run-as-non-root > Deployment cart',
    'default/k8s > pod/seccomp-profile > Deployment cart']
def policyTests = [
    'src/test/policies/team.policytest.yaml > pods with a team are right',
    'src/test/policies/team.policytest.yaml > pods without a team are found']

['all', 'parallel'].each { build ->
    // the class that brings nothing of its own: 17 policies of the profile, one of the organisation, two policy tests
    def plain = cases(build, 'io.github.akspolicy.junit.AksPolicyTest')
    assert plain.size() == 17 + 1 + 2
    assert plain*.@classname.unique() == ['io.github.akspolicy.junit.AksPolicyTest']
    assert names(plain, 'failure') == builtIn
    assert plain*.@name.containsAll(policyTests)

    // the class of the organisation: the same, with a policy and a question
    def contoso = cases(build, 'example.ContosoTest')
    assert contoso.size() == plain.size() + 2
    assert names(contoso, 'failure') == ['default/k8s > contoso/cost-center > Deployment cart'] + builtIn
    assert contoso*.@name.contains('default > somethingIsDeployed')
    def text = contoso.find { it.@name.contains('cost-center') }.failure.text()
    assert text.contains('k8s/cart.yaml:3:1') && text.contains('because finance charges by it')
}

// the tag of the severity: pod/privileged alone
def critical = cases('critical', 'io.github.akspolicy.junit.AksPolicyTest')
assert names(critical, 'failure') == ['default/k8s > pod/privileged > Deployment cart']
assert critical.every { it.@name.contains('/k8s > pod/') }

// run again, each fails again: nothing is a flake, nothing is lost
def rerun = cases('rerun', 'example.ContosoTest')
assert rerun.size() == 17 + 1 + 2 + 2
assert names(rerun, 'failure') == ['default/k8s > contoso/cost-center > Deployment cart'] + builtIn
assert rerun.findAll { it.failure }.every { it.rerunFailure.size() == 1 }
assert rerun.every { !it.flakyFailure && !it.flakyError }
true
