// What README.md says, word by word: each command, in order, in a folder that holds what the page says and nothing else; what it prints,
// compared with what the page shows; and the messages of Maven on the page about messages, made to happen. The tutorial and the guides
// are followed by GuidesPackagedTest.
// `git clone` and the build after it are not repeated: the repository that this build belongs to has been built.
def root = new File(basedir, '../../../..').canonicalFile
def readme = new File(root, 'README.md').text
def messages = new File(root, 'docs/how-to/troubleshooting.md').text.split('## Messages of Maven')[1]
def version = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).build.plugins.plugin.version.text()
def plugin = "io.github.akspolicy:aks-policy-maven-plugin:$version".toString()
def settings = new File(basedir.parentFile, 'interpolated-settings.xml')
def ran = [] as Set

/** Types a command: offline, with the repositories of integration builds, without anything of this machine's own environment. */
def type = { File folder, String command, Map environment = [:] ->
    def maven = "mvn -B -ntp -o ${settings.file ? "-s '$settings'" : ''} -Dmaven.repo.local='${new File(basedir, '../../local-repo').canonicalPath}' "
    def builder = new ProcessBuilder('bash', '-c', command.replaceFirst('\\bmvn ', java.util.regex.Matcher.quoteReplacement(maven)))
            .directory(folder).redirectErrorStream(true)
    ['CI', 'GITHUB_ACTIONS', 'TF_BUILD', 'GITLAB_CI', 'MAVEN_ARGS'].each { builder.environment().remove(it) }
    builder.environment().put('MAVEN_OPTS', '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC')
    builder.environment().put('PATH', "${System.getProperty('maven.home')}/bin:${System.getenv('PATH')}".toString())
    builder.environment().putAll(environment)
    def process = builder.start()
    process.outputStream.close()
    def log = process.inputStream.getText('UTF-8')
    def exit = process.waitFor()
    new File(basedir, 'build.log') << "\n\$ $command\n$log\nexit $exit\n"
    ran << command
    [exit: exit, log: log, command: command]
}
/** The lines of a page occur in what was printed, in their order; a line of "…" stands for any lines. */
def shows = { Map run, List<String> lines ->
    def left = run.log.readLines()
    lines.findAll { it.trim() != '…' }.each { line ->
        def at = left.findIndexOf { it == line }
        assert at >= 0: "\"$line\" is not printed, or not there, by: $run.command. Paste what is:\n$run.log"
        left = left.drop(at + 1)
    }
}
def blocks = { String page -> page.findAll(~/(?s)```(\w+)\n(.*?)```/) { all, kind, text -> [kind: kind, lines: text.readLines()] } }
def write = { File folder, String path, String text ->
    def file = new File(folder, path)
    file.parentFile.mkdirs()
    file.text = text
}
def copy = { String path, File to ->
    def from = new File(root, path)
    from.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        def relative = from.toPath().relativize(file.toPath())
        if (!relative.startsWith('target')) {
            write(to, relative.toString(), file.text)
        }
    }
}
def cloned = ['git clone https://github.com/akspolicy/aks-policy', 'cd aks-policy', 'mvn -B -ntp install -DskipTests']
def builds = 0

// A folder without POM, the sample in its repository, and a build.
def store = new File(basedir, 'store')
['deploy', 'k8s'].each { copy("samples/store-insecure/$it", new File(store, it)) }
// the README deploys a part of it by Terraform
write(store, 'infra/main.tf', 'variable "location" {}\nresource "azurerm_resource_group" "shop" {\n  name     = "shop"\n  location = var.location\n}\n')
['dev', 'prod'].each { write(store, "infra/${it}.tfvars", 'location = "westeurope"\n') }
write(store, '.git/HEAD', '')
def repository = new File(basedir, 'aks-policy')
write(repository, '.git/HEAD', '')
copy('samples/store-insecure', new File(repository, 'samples/store-insecure'))
['pom.xml', 'samples/pom.xml', '.github/CODEOWNERS'].each { write(repository, it, new File(root, it).text) }
def sample = new File(repository, 'samples/store-insecure')
// what the first blocks show is a part of these
def full = type(sample, "mvn $plugin:verify-folder -Daks-policy.console=full")
def fix = type(sample, "mvn $plugin:fix")
assert full.exit == 1 && fix.exit == 0
def shown = [full, fix]
def at = repository
blocks(readme).each { block ->
    switch (block.kind) {
        case 'shell':
            block.lines.each { line ->
                if (line in cloned) {
                    builds++
                } else {
                    def run = type(store, line)
                    assert run.exit == 1 && run.log.contains('pod/seccomp-profile'): run.log
                    assert new File(store, 'target/aks-policy/aks-policy.html').file
                }
            }
            break
        case 'console':
            def commands = block.lines.findAll { it.startsWith('$ ') }*.substring(2)
            if (commands.empty) {
                shows(shown.remove(0), block.lines)
                break
            }
            commands.findAll { it.startsWith('cd ') }.each { at = new File(at, it.substring(3)) }
            def run = type(at, commands.find { it.startsWith('mvn ') })
            assert run.exit == 1
            shows(run, block.lines.findAll { !it.startsWith('$ ') })
            break
        case 'xml':
            write(store, 'pom.xml', "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId><artifactId>shop</artifactId>" +
                    "<version>1</version><packaging>pom</packaging><build><plugins>${block.lines.join('\n')}</plugins></build></project>")
            break
        case 'yaml':
            write(store, 'aks-policy.yaml', block.lines.join('\n') + '\n')
            break
        default:
            // DocumentedSnippetsTest compiles it
            assert block.kind == 'java'
    }
}
assert builds == cloned.size() && shown.empty
['mvn verify', 'mvn aks-policy:verify'].each { command ->
    def run = type(store, command)
    assert run.exit == 1 && run.log.contains('only in prod'): run.log
}
(readme.findAll(~/`(mvn [^`]+)`/) { it[1] }).each { assert it in ran }

// Messages of Maven.
def empty = new File(basedir, 'empty')
empty.mkdirs()
def scan = "mvn $plugin:scan".toString()
def errors = [
    "No plugin found for prefix 'aks-policy'": { type(empty, 'mvn aks-policy:scan') },
    '… requires a project to execute': { type(empty, "mvn $plugin:verify") },
    'Plugin io.github.akspolicy:aks-policy-maven-plugin:… or one': { type(empty, 'mvn io.github.akspolicy:aks-policy-maven-plugin:99.9:scan') },
    'Could not find goal': { type(empty, "mvn $plugin:scna") },
    'unknown property': { type(store, "$scan -Daks-policy.failon=never") },
    '-Daks-policy.… is not an option': { type(store, "mvn $plugin:baseline -Daks-policy.environments=dev") },
]
def rows = messages.findAll(~/(?m)^\| `([^`]+)` \| (.+) \| (.+) \|$/) { it.tail() }
assert rows.size() == errors.size()
rows.each { message, why, next ->
    def made = errors.find { message.startsWith(it.key) }
    assert made: "nothing makes this happen: $message"
    def run = made.value()
    assert run.exit != 0
    def words = message.split('…', -1).collect { java.util.regex.Pattern.quote(it) }.join('.+?')
    // what is too long for a line goes on deeper indented
    assert run.log.replaceAll(/\R(\[[A-Z]+\])? {4,}/, ' ').readLines().any { it =~ words }: "\"$message\" is not what is printed:\n$run.log"
    assert !next.contains('`mvn io.') || next.find(~/`(mvn [^`]+)`/) { it[1] } in ran + "mvn $plugin:help".toString()
}
// a command that a message names can be typed where it is read
def named = new File(basedir, 'named')
write(named, '.git/HEAD', '')
write(named, 'shop.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n')
write(named, 'aks-policy.yaml', 'schemaVersion: 1\nsources: [{manifests: .}]\nbaseline: policy-baseline.yaml\n')
assert type(named, "mvn $plugin:verify-folder").log.contains("fix: write it with mvn $plugin:baseline")
assert type(empty, "mvn $plugin:help").exit == 0
// what helps on a machine whose temporary folder or locale is in the way
assert type(store, scan, [MAVEN_OPTS: '-Djava.io.tmpdir=/proc']).log.contains('the temporary folder /proc cannot be written')
assert !type(store, scan, [MAVEN_OPTS: "-Djava.io.tmpdir=$basedir".toString()]).log.contains('temporary folder')
type(named, "cp shop.yaml \$'stra\\xc3\\x9fe.yaml'")
assert type(named, "$scan -Daks-policy.strict", [LC_ALL: 'C']).log.contains('character set')
assert !type(named, scan, [LC_ALL: 'C.UTF-8']).log.contains('character set')
return true
