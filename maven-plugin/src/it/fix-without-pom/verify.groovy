def log = new File(basedir, "build.log").text

assert log.contains("NOTHING TO FIX: no edit fixes one of 1 finding; no patch is written.")
assert !new File(basedir, "target/nothing/fix.patch").exists()
assert new File(basedir, "target/nothing/fix.json").exists()
// the command for what was not kept works without a POM; nothing else is left, so that no other is named
assert log =~ /mvn io\.github\.akspolicy:aks-policy-maven-plugin:\S+:fix -Daks-policy\.fix\.policies=pod\/host-namespaces/
assert !log.contains("0 findings need")

assert log.contains("would fix: pod/host-namespaces")
assert log.contains("WOULD FIX: 1 of 1 finding, each proven in every environment; no file is edited yet: git apply target/aks-policy/fix.patch.")
assert new File(basedir, "target/aks-policy/fix.patch").text.contains("+++ b/k8s/pod.yaml")
assert new File(basedir, "k8s/pod.yaml").text.contains("hostPID: true")

// without a configuration, what scan finds there
assert new File(basedir, "target/scan/fix.patch").text.contains("k8s/pod.yaml")
assert log =~ /a decision: mvn io\.github\.akspolicy:aks-policy-maven-plugin:\S+:scan/
assert !(log =~ /\tat io\.github/)
