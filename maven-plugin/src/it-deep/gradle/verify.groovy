import groovy.xml.XmlParser
import java.nio.file.Files

// samples/gradle as it is, below Gradle: the engine runs, the build fails when a policy does
def root = new File(basedir, '../../../..').canonicalFile
def sample = new File(root, 'samples/gradle')
def project = new File(basedir, 'sample')
['build.gradle', 'settings.gradle', 'gradle.properties', 'aks-policy.yaml', 'k8s', 'policies', 'src'].each { name ->
    def from = new File(sample, name)
    Files.walk(from.toPath()).withCloseable { it.each { file ->
        def to = project.toPath().resolve(sample.toPath().relativize(file).toString())
        Files.isDirectory(file) ? Files.createDirectories(to) : Files.createDirectories(to.parent) && Files.copy(file, to)
    } }
}
// paths in reports are relative to the repository: this project is one
new File(project, '.git').mkdir()

def run = { String log ->
    def process = new ProcessBuilder('gradle', '--offline', '--no-daemon',
            '-g', new File(basedir, 'gradle-home').path,
            "-Dmaven.repo.local=${new File(basedir, '../../local-repo').canonicalPath}", 'check')
            .directory(project).redirectErrorStream(true).redirectOutput(new File(basedir, log)).start()
    assert process.waitFor(10, java.util.concurrent.TimeUnit.MINUTES) : "gradle did not end, see ${log}"
    return process.exitValue()
}
// the launcher reports a policy that applies to nothing as a case of its own
def cases = {
    new XmlParser().parse(new File(project, 'build/test-results/policyTest/TEST-aks-policy.xml')).testcase
            .findAll { it.@name.contains(' > ') }
}

assert run('gradle-passes.log') == 0
assert cases()*.@name.sort() == [
    'prod/k8s > contoso/cost-center > Deployment cart in shop',
    'prod/k8s > contoso/replicas > Deployment cart in shop',
    'prod/k8s > pod/host-namespaces > Deployment cart in shop',
    'prod/k8s > pod/host-ports > Deployment cart in shop',
    'prod/k8s > pod/privileged > Deployment cart in shop',
    'src/test/policies/replicas.policytest.yaml > one replica is too few, and so is none said']
assert cases().every { !it.failure && !it.error && !it.skipped }

def manifest = new File(project, 'k8s/cart.yaml')
manifest.text = manifest.text.replace('  labels: {cost-center: cc-4711}\n', '')
assert run('gradle-fails.log') != 0
def failed = cases().findAll { it.failure || it.error }
assert cases().size() == 6
assert failed*.@name == ['prod/k8s > contoso/cost-center > Deployment cart in shop']
assert failed[0].failure.text().contains('k8s/cart.yaml:3:1')

// what the page shows is what was run
def page = new File(root, 'docs/write-a-policy.md').text
assert page.contains(new File(sample, 'build.gradle').text.trim())
def versions = new Properties()
new File(sample, 'gradle.properties').withInputStream { versions.load(it) }
def pom = new XmlParser().parse(new File(basedir, 'pom.xml'))
assert versions.aksPolicyVersion == pom.dependencies.dependency[0].version.text()
assert versions.junitVersion == pom.dependencies.dependency[4].version.text()
true
