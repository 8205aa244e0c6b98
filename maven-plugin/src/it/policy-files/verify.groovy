import groovy.json.JsonSlurper

def builds = new File(basedir, 'build.log').text.split('Running post-build script')[0].split('\\[INFO\\] Scanning for projects')
assert builds.size() == 9
assert builds[1].contains('[ERROR] it/replicas (high) Deployment orders')
assert builds[1].contains('k8s/orders.yaml:5:1   spec.replicas is not set; deployments must run twice')
assert !builds[1].contains('it/owner')
// the test that new-policy wrote runs without Java, and is the only one
assert new File(basedir, 'build.log').text.contains('2 policy tests in 1 file: 2 passed, 0 failed.')
assert builds[2].contains('wrote policies/owner.policy.yaml') && builds[2].contains('wrote policies/owner.policytest.yaml')
assert builds[3].contains('policies/owner.policy.yaml already exists: nothing was written.')
assert builds[4].contains('[ERROR] it/owner (high) Deployment orders')
assert builds[4].contains('metadata.labels is not set; workloads must have the label owner, because the author must say why')
assert (builds[5] =~ /(?m)^\[INFO\] on   it\/replicas +high  /).find()
assert builds[6].contains('it/replicas (high): Deployments must run twice') && builds[6].contains('set spec.replicas to 2 or more')
assert builds[7].contains('it/pinned (high): Charts must name the version that they deploy')

// the values of a chart are judged like a resource, and led back to their line
assert builds[1].contains('[ERROR] it/pinned (high) Values store')
assert builds[1].contains('store/values.yaml:2:3   image.tag is what it must not be')
assert builds[1].contains('store/values.yaml:3:3')
assert builds[1].contains('2 resources and the values of 1 chart')
def report = new JsonSlurper().parse(new File(basedir, 'target/aks-policy/aks-policy.json'))
def pinned = report.findings.findAll { it.policy == 'it/pinned' }
assert pinned*.location.collect { "${it.path}:${it.line} ${it.role}".toString() }.sort() ==
    ['store/values.yaml:2 value', 'store/values.yaml:3 value']
assert pinned*.occurrences.flatten()*.origin*.valuesKeys.flatten().sort() == ['image.password', 'image.tag']
def store = report.ledger.find { it.source == 'store' }
assert [store.resources, store.values] == [1, 1]
assert store.policies.find { it.policy == 'it/pinned' }.with { [evaluated, failed, notApplicable] } == [1, 1, 1]
assert report.ledger.find { it.source == 'k8s' }.values == null
def sarif = new JsonSlurper().parse(new File(basedir, 'target/aks-policy/aks-policy.sarif')).runs[0]
assert sarif.results.findAll { it.ruleId == 'it/pinned' }*.locations.flatten()*.physicalLocation*.artifactLocation*.uri.unique() ==
    ['store/values.yaml']
// no report shows what may be a secret
new File(basedir, 'target/aks-policy').eachFileRecurse { if (it.file) assert !it.text.contains('hunter2') }
assert !new File(basedir, 'build.log').text.contains('hunter2')
true
