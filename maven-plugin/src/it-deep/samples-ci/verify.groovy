import com.sun.net.httpserver.HttpServer
import groovy.io.FileType
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.constructor.SafeConstructor

// Runs the commands of the ready-made CI files as the systems would, on a repository with the sample of planted faults, whose
// branch adds one more.
def plugin = basedir.parentFile.parentFile.parentFile
def samples = new File(plugin.parentFile, "samples")
def localRepository = new File(plugin, "target/local-repo")

def repository = { String name ->
    def folder = new File(basedir, name)
    def sample = new File(samples, "store-insecure")
    sample.eachFileRecurse(FileType.FILES) { file ->
        def path = sample.toPath().relativize(file.toPath()).toString()
        if (!path.startsWith("target/")) {
            def copy = new File(folder, path)
            copy.parentFile.mkdirs()
            copy.bytes = file.bytes
        }
    }
    new File(folder, "pom.xml").text = new File(basedir, "pom.xml").text
    def git = { String... words ->
        def command = ["git", "-c", "user.name=test", "-c", "user.email=test@example.com"] + words.toList()
        def process = command.execute(["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"], folder)
        assert process.waitFor() == 0: "$command: ${process.err.text}"
    }
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "base")
    git("update-ref", "refs/remotes/origin/main", "main")
    git("checkout", "-q", "-b", "change")
    new File(folder, "k8s/new.yaml").text = """apiVersion: v1
kind: Pod
metadata: {name: new}
spec:
  hostNetwork: true
  containers: [{name: new, image: "contoso.azurecr.io/new:1"}]
"""
    git("add", "-A")
    git("commit", "-q", "-m", "change")
    return folder
}

/** Runs one command as the agent does: bash that stops at the first error. Only what is named is in its environment. */
def run = { File folder, String command, Map environment ->
    def builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command)
    builder.directory(folder).redirectErrorStream(true)
    ["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "MAVEN_OPTS"].each { builder.environment().remove(it) }
    def settings = new File(plugin, "target/it/interpolated-settings.xml")
    assert settings.isFile()
    (environment + [
        PATH: System.getProperty("maven.home") + "/bin:" + System.getenv("PATH"),
        MAVEN_ARGS: "-o -s $settings -Dmaven.repo.local=$localRepository",
    ]).each { name, value -> builder.environment().put(name, value.toString()) }
    def process = builder.start()
    def output = process.inputStream.getText("UTF-8")
    return [exit: process.waitFor(), log: output]
}

/** A service that keeps what it is told. */
def serve = { Closure answer ->
    def server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    server.createContext("/") { exchange ->
        def text = exchange.requestBody.getText("UTF-8")
        def told = answer(exchange.requestMethod, exchange.requestURI.path, text ? new JsonSlurper().parseText(text) : null)
        def bytes = JsonOutput.toJson(told).getBytes("UTF-8")
        exchange.sendResponseHeaders(200, bytes.length)
        exchange.responseBody.write(bytes)
        exchange.close()
    }
    server.start()
    return server
}

def read = { File file -> new Yaml(new SafeConstructor(new LoaderOptions())).load(file.text) }
def step = { List steps, String name -> steps.find { it.name == name || it.displayName == name } }
def report = { File folder -> new JsonSlurper().parse(new File(folder, "target/aks-policy/aks-policy.json")) }

// GitHub Actions
def workflow = read(new File(samples, "ci/github-workflow.yml"))
def steps = workflow.jobs.policies.steps
assert workflow.permissions == [contents: "read", checks: "write", "security-events": "write"]
assert steps.findAll { it.uses }*.uses.collect { it.split("@")[0] } == [
    "actions/checkout", "actions/setup-java", "github/codeql-action/upload-sarif", "actions/upload-artifact"]
assert steps[0].with["fetch-depth"] == 0
assert steps[1].with.cache == "maven"
def version = new groovy.xml.XmlSlurper().parse(new File(basedir, "pom.xml")).build.plugins.plugin.version.text()
def coordinates = "io.github.akspolicy:aks-policy-maven-plugin:$version".toString()
assert workflow.env == [AKS_POLICY: coordinates]
/** An empty folder, as agents give one to each job. */
def emptied = []
def temporary = { ->
    emptied << java.nio.file.Files.createTempDirectory("samples-ci").toFile()
    return emptied.last().path
}
// a tag can be moved, a commit cannot; the comment says which version it is
assert new File(samples, "ci/github-workflow.yml").readLines().findAll { it.contains("uses:") }.every {
    it ==~ /.*uses: [a-z\/-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+/
}
// input of strangers reaches a command as a variable only
assert steps.findAll { it.run }.every { !it.run.contains('${{') }

// nothing that Maven reads where it starts is the change's
def hostile = { File of ->
    new File(of, ".mvn").mkdirs()
    new File(of, ".mvn/maven.config").text = "-Daks-policy.skip=true\n-fn\n"
    new File(of, "pom.xml").text = "<project"
}
def folder = repository("github")
hostile(folder)
def checks = []
def github = serve { method, path, body ->
    if (body) {
        checks << body
    }
    method == "GET" ? [check_runs: []] : [id: 1]
}
new File(basedir, "event.json").text = JsonOutput.toJson([pull_request: [head: [sha: "c" * 40, repo: [fork: false]]]])
def summary = new File(basedir, "summary.md")
def variables = [
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: "http://127.0.0.1:${github.address.port}",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "contoso/store",
    GITHUB_SHA: "d" * 40,
    GITHUB_STEP_SUMMARY: summary.path,
    GITHUB_WORKSPACE: folder.path,
    AKS_POLICY: coordinates,
]
def judge = step(steps, "Evaluate the branch")
assert judge.if == "github.event_name != 'pull_request'"
def branch = run(folder, judge.run, variables + [RUNNER_TEMP: temporary()])
assert branch.exit != 0
assert branch.log.contains("FAILED: ")
assert branch.log.readLines().count { it.startsWith("::error file=") } == 10
assert summary.text.startsWith("## aks-policy: failed")
assert report(folder).findings.size() > 20

summary.delete()
judge = step(steps, "Evaluate the pull request")
assert judge.if == "github.event_name == 'pull_request'"
assert judge.env == [GITHUB_TOKEN: '${{ github.token }}']
def change = run(folder, judge.run, variables + [
    RUNNER_TEMP: temporary(),
    GITHUB_EVENT_PATH: new File(basedir, "event.json").path, GITHUB_BASE_REF: "main", GITHUB_TOKEN: "canary-token-5f1e"])
github.stop(0)
assert change.exit != 0
assert report(folder).findings.findAll { it.fails && it.policy.startsWith("gate/") }*.location.path.unique().sort() ==
    [".mvn/maven.config", "pom.xml"]
assert report(folder).findings.findAll { it.fails && !it.policy.startsWith("gate/") }*.location.path.unique() == ["k8s/new.yaml"]
assert checks.size() == 1
assert checks[0].conclusion == "failure"
assert checks[0].head_sha == "c" * 40
assert checks[0].output.annotations*.path.unique().sort() == [".mvn/maven.config", "k8s/new.yaml", "pom.xml"]
assert checks[0].output.annotations.any { it.raw_details?.contains("```suggestion") }
assert change.log.contains("Annotations of the check: ${checks[0].output.annotations.size()} added")
assert !change.log.contains("canary-token")
assert !change.log.readLines().any { it.startsWith("::") }
assert summary.text.contains("/blob/" + "d" * 40 + "/k8s/new.yaml#L")

def sarif = step(steps, "Code scanning")
assert sarif.if == "always() && hashFiles('${sarif.with.sarif_file}') != ''"
assert new File(folder, sarif.with.sarif_file).isFile()
assert new File(folder, step(steps, "Keep the reports").with.path + "/aks-policy.html").isFile()

// Azure Pipelines
def template = read(new File(samples, "ci/azure-pipelines-steps.yml"))
assert template.parameters == [[name: "plugin", type: "string", default: coordinates]]
steps = template.steps
assert steps[0] == [checkout: "self", fetchDepth: 0, persistCredentials: false]
folder = repository("azure")
def workspace = new File(basedir, "workspace")
def cache = steps.find { it.task == "Cache@2" }
assert cache.inputs.path == '$(Pipeline.Workspace)/.m2/repository'
// what the commands take for Maven's repository is what is cached
def cached = new File(cache.inputs.path.replace('$(Pipeline.Workspace)', workspace.path))
cached.parentFile.mkdirs()
java.nio.file.Files.createSymbolicLink(cached.toPath(), localRepository.toPath())

variables = [TF_BUILD: "True", PIPELINE_WORKSPACE: workspace.path, BUILD_SOURCESDIRECTORY: folder.path, AKS_POLICY: coordinates]
judge = step(steps, "Evaluate the branch")
assert judge.condition == "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))"
branch = run(folder, judge.bash, variables + [AGENT_TEMPDIRECTORY: temporary()])
assert branch.exit != 0
assert branch.log.readLines().count { it.startsWith("##vso[task.logissue type=error;") } > 10
assert branch.log.contains("##vso[task.uploadsummary]" + new File(folder, "target/aks-policy/aks-policy.md").path)

def threads = []
def statuses = []
def azure = serve { method, path, body ->
    def list = path.endsWith("/threads") ? threads : path.endsWith("/statuses") ? statuses : []
    if (body) {
        list << body
    }
    method == "GET" ? [value: list] : [id: 1]
}
judge = step(steps, "Evaluate the pull request")
assert judge.condition == "and(succeeded(), eq(variables['Build.Reason'], 'PullRequest'))"
assert judge.env == [AKS_POLICY: '${{ parameters.plugin }}', SYSTEM_ACCESSTOKEN: '$(System.AccessToken)']
change = run(folder, judge.bash, variables + [
    AGENT_TEMPDIRECTORY: temporary(),
    SYSTEM_COLLECTIONURI: "http://127.0.0.1:${azure.address.port}/contoso/",
    SYSTEM_TEAMPROJECT: "store",
    BUILD_REPOSITORY_ID: "repo-id",
    BUILD_REPOSITORY_PROVIDER: "TfsGit",
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main",
    SYSTEM_ACCESSTOKEN: "canary-token-5f1e"])
azure.stop(0)
assert change.exit != 0
assert threads*.threadContext.filePath.unique() == ["/k8s/new.yaml"]
assert statuses*.state == ["failed"]
assert change.log.contains("Threads of the pull request: ${threads.size()} added")
assert !change.log.contains("canary-token")
steps.findAll { it.task == "PublishBuildArtifacts@1" }.each {
    assert new File(folder, it.inputs.PathtoPublish).exists()
}

// GitLab CI
def jobs = read(new File(samples, "ci/gitlab-ci.yml"))
def shared = jobs[".aks-policy"]
assert shared.variables.GIT_DEPTH == "0"
// what Maven takes for its repository is what is cached
assert jobs.values().findAll { it.script }*.script*.first().every {
    it.contains("-Dmaven.repo.local=\"\$CI_PROJECT_DIR/${shared.cache.paths[0]}\"")
}
folder = repository("gitlab")
def own = new File(folder, shared.cache.paths[0])
own.parentFile.mkdirs()
java.nio.file.Files.createSymbolicLink(own.toPath(), localRepository.toPath())
variables = shared.variables + [GITLAB_CI: "true", CI: "true", CI_PROJECT_DIR: folder.path]
assert shared.variables.AKS_POLICY == coordinates
def quality = { new JsonSlurper().parse(new File(folder, shared.artifacts.reports.codequality)) }
assert ["policies", "policies of the merge request"].every { jobs[it].extends == ".aks-policy" && jobs[it].script.size() == 1 }

judge = jobs["policies"]
assert judge.rules == [[if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH']]
branch = run(folder, judge.script[0], variables)
assert branch.exit != 0
assert quality().size() > 20
assert new File(folder, shared.artifacts.paths[0] + "/aks-policy.html").isFile()

judge = jobs["policies of the merge request"]
assert judge.rules == [[if: '$CI_PIPELINE_SOURCE == "merge_request_event"']]
def base = ["git", "rev-parse", "main"].execute(null, folder).text.trim()
change = run(folder, judge.script[0], variables + [CI_MERGE_REQUEST_DIFF_BASE_SHA: base])
assert change.exit != 0
assert report(folder).findings.findAll { it.fails }*.location.path.unique() == ["k8s/new.yaml"]
// all of them: GitLab compares by itself, and would take what is missing for resolved
assert quality()*.location*.path.containsAll(["k8s/new.yaml", "k8s/node-debug.yaml"])
emptied*.deleteDir()
return true
