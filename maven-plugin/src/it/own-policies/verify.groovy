import groovy.json.JsonSlurper

def report = new JsonSlurper().parse(new File(basedir, "app/target/aks-policy/aks-policy.json"))
assert report.outcome == "failed"
assert report.findings*.policy == ["contoso/no-shell"]
assert report.findings[0].location.with { "$path:$line" } == "app/k8s/web.yaml:19"
// the built-in ones are on as well
assert report.policies.size() >= 6

// rules of test classes, and policies of jars of the tests
def policies = { new JsonSlurper().parse(new File(basedir, it)).findings*.policy.toSet() }
assert policies("service/target/aks-policy/aks-policy.json") == ["contoso/no-shell", "it/team"].toSet()
def (builds, folder) = new File(basedir, "build.log").text.split("aks-policy:[^ ]+:verify-folder ")
assert builds.contains("ServiceTest is executed")
assert builds.contains("only the tests ask ServiceTest.asks")
assert builds.contains("maven-surefire-plugin 2.17 runs no tests of the JUnit Platform")

assert !folder.contains("ServiceTest is executed")
assert folder.contains("rules of tests are not among these policies: service/src/test/java/it/ServiceTest.java")
assert policies("target/folder/aks-policy.json").every { !it.startsWith("it/") && !it.startsWith("contoso/") }
