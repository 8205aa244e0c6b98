def builds = new File(basedir, 'build.log').text.split('Running post-build script')[0].split('\\[INFO\\] Scanning for projects')
assert builds.size() == 7
assert builds[1].contains('[ERROR] it/replicas (high) Deployment orders')
assert builds[1].contains('k8s/orders.yaml:5:1   spec.replicas is not set; deployments must run twice')
assert !builds[1].contains('it/owner')
assert builds[2].contains('wrote policies/owner.policy.yaml') && builds[2].contains('wrote src/test/policies/owner.policytest.yaml')
assert builds[3].contains('policies/owner.policy.yaml is there already: nothing was written.')
assert builds[4].contains('[ERROR] it/owner (high) Deployment orders')
assert builds[4].contains('metadata.labels is not set; workloads must have the label owner, because somebody must say why')
assert (builds[5] =~ /(?m)^\[INFO\] on   it\/replicas +high  /).find()
assert builds[6].contains('it/replicas (high): Deployments must run twice') && builds[6].contains('set spec.replicas to 2 or more')
true
