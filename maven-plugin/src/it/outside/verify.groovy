import groovy.json.JsonSlurper

// A change writes everything that Maven reads in a checkout, and a privileged pod. From an empty folder outside of it Maven
// reads nothing of that; in the checkout itself no option of the change makes the gate pass.
def plugin = basedir.parentFile.parentFile.parentFile
def localRepository = new File(plugin, "target/local-repo")
def settings = new File(plugin, "target/it/interpolated-settings.xml")
assert settings.isFile()
def version = new groovy.xml.XmlSlurper().parse(new File(basedir, "pom.xml")).build.plugins.plugin.version.text()
def goal = { String name -> "io.github.akspolicy:aks-policy-maven-plugin:$version:$name".toString() }

def git = { File folder, String... words ->
    def command = ["git", "-c", "user.name=test", "-c", "user.email=test@example.com"] + words.toList()
    def process = command.execute(["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"], folder)
    assert process.waitFor() == 0: "$command: ${process.err.text}"
}
def pod = { String name, boolean privileged -> """apiVersion: v1
kind: Pod
metadata: {name: $name}
spec:
  containers:
    - name: a
      image: contoso.azurecr.io/a:1
      securityContext: {privileged: $privileged}
""" }
def pom = new File(basedir, "pom.xml").text
def configuration = "schemaVersion: 1\nprofile: pss-baseline\nsources:\n  - manifests: k8s\n"
// sub is what options of the change lead to
def base = ["pom.xml": pom, "aks-policy.yaml": configuration, "k8s/old.yaml": pod("old", true),
            "sub/pom.xml": pom, "other/pom.xml": pom, "other/aks-policy.yaml": configuration, "other/k8s/a.yaml": pod("a", false)]

def repository = { String name, Map change ->
    def folder = new File(basedir, name)
    def write = { path, text ->
        def file = new File(folder, path)
        file.parentFile.mkdirs()
        file.text = text
    }
    base.each(write)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "base")
    git(folder, "checkout", "-q", "-b", "change")
    (change + ["k8s/evil.yaml": pod("evil", true)]).each(write)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")
    return folder
}

/** Nothing of the machine's own environment but where things are. */
def maven = { File folder, List arguments ->
    def command = ["mvn", "-B", "-ntp", "-o", "-s", settings.path, "-Dmaven.repo.local=$localRepository".toString()] + arguments
    def builder = new ProcessBuilder(command.collect { it.toString() })
    builder.directory(folder).redirectErrorStream(true)
    ["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "MAVEN_ARGS"].each { builder.environment().remove(it) }
    // no time for the optimising compiler
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    builder.environment().put("PATH", System.getProperty("maven.home") + "/bin:" + System.getenv("PATH"))
    def process = builder.start()
    def log = process.inputStream.getText("UTF-8")
    return [exit: process.waitFor(), log: log]
}
def outside = java.nio.file.Files.createTempDirectory("aks-policy-it").toFile()
def gate = ["-Daks-policy.base=main", "-Daks-policy.onlyNew"]
def found = { File report ->
    new JsonSlurper().parse(report).findings.findAll { it.fails }.collect { "${it.policy} ${it.location.path}".toString() }.sort()
}

try {
    def everything = repository("everything", [
        "pom.xml": "<project",
        ".mvn/maven.config": "-Daks-policy.skip=true\n-fn\n-f\nsub/pom.xml\n",
        ".mvn/jvm.config": "-XX:NoSuchOption\n",
        ".mvn/extensions.xml": "<extensions><extension><groupId>x</groupId><artifactId>x</artifactId><version>1</version></extension></extensions>\n",
        ".mvn/settings.xml": "<settings><profiles",
        ".mvn/maven-user.properties": "aks-policy.skip=true\n",
        "settings.xml": "<settings><profiles",
    ])
    // what the change wrote has its effect where Maven reads it
    assert !maven(everything, [goal("verify-folder")] + gate).log.contains("pod/privileged")

    ["verify-folder", "pr-folder"].each { name ->
        def run = maven(outside, [goal(name), "-Daks-policy.directory=$everything"] + gate)
        assert run.exit == 1: run.log
        assert run.log.contains("BUILD FAILURE")
        def report = new File(outside, "target/aks-policy/aks-policy.json")
        assert found(report) == [
            "gate/build-changed .mvn/extensions.xml", "gate/build-changed .mvn/jvm.config", "gate/build-changed .mvn/maven-user.properties",
            "gate/build-changed .mvn/maven.config", "gate/build-changed .mvn/settings.xml", "gate/build-changed pom.xml",
            "pod/privileged k8s/evil.yaml"]
        assert report.delete()
        assert !new File(everything, "target").exists()
    }
    // a folder of it, by a relative path too, other goals, and one that is not there
    new File(everything, "k8s/evil.yaml").text = pod("evil", false)
    def relative = outside.toPath().relativize(everything.toPath())
    assert maven(outside, [goal("verify-folder"), "-Daks-policy.directory=$relative/other"]).exit == 0
    assert maven(outside, [goal("explain-config"), "-Daks-policy.directory=$everything/other"]).log.contains("pss-baseline")
    def nowhere = maven(outside, [goal("verify-folder"), "-Daks-policy.directory=nowhere"])
    assert nowhere.exit == 1
    assert nowhere.log.contains("aks-policy.directory: folder ${new File(outside, 'nowhere')} not found")

    // in the checkout: whatever the options say, the build fails
    ["--fail-never": "pr", "-Daks-policy.skip=true\n-fn": "verify", "-f\nsub/pom.xml\n-fn": "verify",
     "--file=other\n-fn": "verify-folder"].eachWithIndex { options, name, i ->
        def folder = repository("options-$i", [".mvn/maven.config": options + "\n"])
        def run = maven(folder, [goal(name)] + gate)
        assert run.exit == 1: "$options: $run.log"
        assert run.log.contains("gate/build-changed (high)")
        assert run.log.contains(".mvn/maven.config:")
    }
    // and one that breaks the configuration besides
    def broken = repository("broken", [".mvn/maven.config": "-fn\n", "aks-policy.yaml": "schemaVersion: 2\n"])
    assert maven(broken, [goal("verify")] + gate).exit == 1
} finally {
    outside.deleteDir()
}
return true
