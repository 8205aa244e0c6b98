// What README.md and docs/getting-started.md say, word by word: each command, in order, in a folder that holds what the page says and
// nothing else; what it prints, compared with what the page shows; and each message of the table of errors, made to happen.
// `git clone` and the build after it are not repeated: the repository that this build belongs to has been built.
def root = new File(basedir, '../../../..').canonicalFile
def readme = new File(root, 'README.md').text
def tutorial = new File(root, 'docs/getting-started.md').text
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
        assert at >= 0: "\"$line\" is not printed (any more, or there) by: $run.command"
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
def cloned = ['git clone https://github.com/akspolicy/aks-policy', 'mvn -B -ntp -f aks-policy install -DskipTests']
def builds = 0

// The tutorial.
def shop = new File(basedir, 'my-service')
write(shop, '.git/HEAD', '')
write(shop, 'deploy/shop/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n')
write(shop, 'deploy/shop/values.yaml', '# of the pod\npodSecurityContext: {}\n')
write(shop, 'deploy/shop/values-dev.yaml', 'replicas: 1\n')
write(shop, 'deploy/shop/values-prod.yaml', 'replicas: 3\n')
write(shop, 'deploy/shop/templates/deployment.yaml', '''\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      securityContext: {{- toYaml .Values.podSecurityContext | nindent 8 }}
      containers: [{name: shop, image: "contoso.azurecr.io/shop:1.0.0"}]
''')
write(shop, 'k8s/shop.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {mode: live}\n')
// the pages deploy a part of it by Terraform
def terraform = { File folder ->
    write(folder, 'infra/main.tf', 'variable "location" {}\nresource "azurerm_resource_group" "shop" {\n  name     = "shop"\n  location = var.location\n}\n')
    ['dev', 'prod'].each { write(folder, "infra/${it}.tfvars", 'location = "westeurope"\n') }
}
terraform(shop)
def exits = [1, 1, 0, 0, 1, 0, 0]
def last = null
blocks(tutorial).each { block ->
    switch (block.kind) {
        case 'shell':
            block.lines*.replaceFirst(' +#.*', '').each { line ->
                if (line in cloned) {
                    builds++
                } else if (line == 'cd my-service') {
                    assert shop.directory
                } else {
                    last = type(shop, line)
                    assert last.exit == exits.remove(0): last.log
                }
            }
            break
        case 'console':
            shows(last, block.lines)
            break
        case 'yaml':
            def name = block.lines[0] =~ /^# (\S+?)$/
            def text = block.lines.join('\n') + '\n'
            if (!name) {
                write(shop, 'deploy/shop/values.yaml', "# of the pod\n$text")
                def again = type(shop, "mvn $plugin:scan")
                assert again.exit == 1 && !again.log.contains('pod/run-as-non-root (high)')
            } else {
                write(shop, name[0][1], text)
            }
            break
        default:
            assert false: "what is ${block.kind}?"
    }
}
assert exits.empty && builds == 2
assert new File(shop, 'policy-baseline.yaml').file

// The README: a folder without POM, the sample in its repository, and a build.
def store = new File(basedir, 'store')
['deploy', 'k8s'].each { copy("samples/store-insecure/$it", new File(store, it)) }
terraform(store)
write(store, '.git/HEAD', '')
def repository = new File(basedir, 'aks-policy')
write(repository, '.git/HEAD', '')
copy('samples/store-insecure', new File(repository, 'samples/store-insecure'))
['pom.xml', 'samples/pom.xml', '.github/CODEOWNERS'].each { write(repository, it, new File(root, it).text) }
def at = null
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
            commands.findAll { it.startsWith('cd ') }.each { at = new File(basedir, it.substring(3)) }
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
assert builds == 4
['mvn verify', 'mvn aks-policy:verify'].each { command ->
    assert readme.contains("`$command`")
    def run = type(store, command)
    assert run.exit == 1 && run.log.contains('only in prod'): run.log
}
(readme.findAll(~/`(mvn [^`]+)`/) { it[1] }).each { assert it in ran }

// The table of errors.
def empty = new File(basedir, 'empty')
empty.mkdirs()
def off = new File(basedir, 'off')
write(off, '.git/HEAD', '')
write(off, 'aks-policy.yaml', 'schemaVersion: 1\nsources: [{chart: shop}]\n')
write(off, 'shop/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n')
write(off, 'shop/values.yaml', 'enabled: false\n')
write(off, 'shop/templates/shop.yaml', '{{ if .Values.enabled }}{{ .Files.Get "x" }}{{ end }}')
def template = new File(basedir, 'template')
write(template, '.git/HEAD', '')
write(template, 'pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ name }}}\n')
def named = new File(basedir, 'named')
write(named, '.git/HEAD', '')
write(named, 'pod.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n')
type(named, "cp pod.yaml \$'stra\\xc3\\x9fe.yaml'")
def scan = "mvn $plugin:scan".toString()
def errors = [
    "No plugin found for prefix 'aks-policy'": { type(empty, 'mvn aks-policy:scan') },
    '… requires a project to execute': { type(empty, "mvn $plugin:verify") },
    'Plugin io.github.akspolicy:aks-policy-maven-plugin:… or one': { type(empty, 'mvn io.github.akspolicy:aks-policy-maven-plugin:99.9:scan') },
    'Could not find goal': { type(empty, "mvn $plugin:scna") },
    'aks-policy evaluated nothing in this build': { type(empty, "mvn $plugin:verify-folder") },
    '… holds no Helm chart': { type(empty, scan) },
    'nothing was evaluated: … found …': { type(template, scan) },
    'there is no embedded Helm for …': {
        type(shop, "$scan -Daks-policy.fork=false -Daks-policy.helm=embedded", [MAVEN_OPTS: '-Dos.arch=riscv64']) },
    '… yields no resource': { type(off, "mvn $plugin:verify-folder") },
    'the temporary folder …': { type(shop, scan, [MAVEN_OPTS: '-Djava.io.tmpdir=/proc']) },
    'the name … has characters': { type(named, "$scan -Daks-policy.strict", [LC_ALL: 'C']) },
    'unknown property': { type(shop, "$scan -Daks-policy.failon=never") },
]
def rows = tutorial.substring(tutorial.indexOf('## Errors')).findAll(~/(?m)^\| `([^`]+)` \| (.+) \| (.+) \|$/) { it.tail() }
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
write(named, 'aks-policy.yaml', 'schemaVersion: 1\nsources: [{manifests: .}]\nbaseline: policy-baseline.yaml\n')
assert type(named, "mvn $plugin:verify-folder").log.contains("fix: write it with mvn $plugin:baseline")
// what helps, where it is more than one of the commands above
assert type(empty, "mvn $plugin:help").exit == 0
assert !type(shop, scan, [MAVEN_OPTS: "-Djava.io.tmpdir=$basedir".toString()]).log.contains('temporary folder')
assert !type(named, scan, [LC_ALL: 'C.UTF-8']).log.contains('character set')
assert type(empty, "$scan -Daks-policy.directory=../shop").log.contains('shop')
return true
