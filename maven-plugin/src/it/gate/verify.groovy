import groovy.json.JsonSlurper

def logs = new File(basedir, "build.log").text.split("Scanning for projects").drop(1)
assert logs.size() == 4
def json = { path -> new JsonSlurper().parse(new File(basedir, path)) }

// module -> what is found first, and where; the module fails by it
def first = [
    annotation: ["gate/exemption-added", "annotation/k8s/evil.yaml", 5],
    baseline: ["gate/baseline-grown", "baseline/baseline.yaml", 4],
    build: ["gate/build-changed", "build/pom.xml", 15],
    deleted: ["gate/configuration-removed", "deleted/aks-policy.yaml", 1],
    entry: ["gate/exemption-added", "entry/exemptions.yaml", 4],
    exclude: ["gate/source-changed", "exclude/aks-policy.yaml", 6]]
def second = [
    "fail-on": ["gate/fail-on-raised", "fail-on/aks-policy.yaml", 3],
    files: ["gate/policy-off", "files/aks-policy.yaml", 7],
    moved: ["gate/source-removed", "moved/aks-policy.yaml", 4],
    policy: ["gate/parameter-changed", "policy/aks-policy.yaml", 7],
    profile: ["gate/profile-weakened", "profile/aks-policy.yaml", 2],
    skipped: ["gate/build-changed", "skipped/pom.xml", 15],
    wildcard: ["gate/source-changed", "wildcard/aks-policy.yaml", 6]]
[[first, "first", logs[0]], [second, "second", logs[1]]].each { ways, out, log ->
    def markdown = new File(basedir, "target/$out/aks-policy.md").text
    def annotations = log.readLines().findAll { it.startsWith("::error") }
    def issues = log.readLines().findAll { it.startsWith("##vso[task.logissue type=error") }
    ways.each { way, expected ->
        def (id, path, line) = expected
        // the exit code of the module, and the findings themselves
        assert log =~ /$way \.+ FAILURE/
        def report = json("$way/target/$out/aks-policy.json")
        assert report.outcome == "failed"
        def all = report.findings.findAll { it.policy.startsWith("gate/") }
        assert !all.isEmpty()
        assert report.findings.take(all.size()) == all
        assert all.every { it.fails && it.severity == "high" }
        assert all.any { it.policy == id && it.location.path == path && it.location.line == line }: "$way: ${all.collect { [it.policy, it.location] }}"
        // console
        assert log.contains("$id (high)") && log.contains("$path:$line")
        // SARIF, with its rule
        def run = json("$way/target/$out/aks-policy.sarif").runs[0]
        assert run.results[0].ruleId.startsWith("gate/")
        assert run.tool.driver.rules[run.results[0].ruleIndex].id == run.results[0].ruleId
        assert run.results.any {
            def at = it.locations[0].physicalLocation
            it.ruleId == id && it.level == "error" && at.artifactLocation.uri == path && at.region.startLine == line
        }
        // GitLab
        def quality = json("$way/target/$out/gl-code-quality-report.json")
        assert quality[0].check_name.startsWith("gate/")
        assert quality.any { it.check_name == id && it.location.path == path && it.location.lines.begin == line }
        // GitHub and Azure DevOps, of the whole build
        assert annotations.any { it.contains("file=$path,line=$line,") && it.contains("title=$id (high)") }
        assert issues.any { it.contains("sourcepath=$path;linenumber=$line;") && it.contains("code=$id;") }
    }
    assert annotations[0].contains("title=gate/")
    assert issues[0].contains("code=gate/")
    assert markdown.indexOf("This change makes the gate weaker") < markdown.indexOf("| environment")
    assert log.contains("This change makes the gate weaker: undo that, or have it merged by those who may.")
}
assert logs[0] =~ /unchanged \.+ SUCCESS/
assert json("files/target/second/aks-policy.json").findings.any {
    it.policy == "gate/policy-changed" && it.location.path == "files/team.policy.yaml"
}
assert json("unchanged/target/third/aks-policy.json").outcome == "passed"
assert [logs[2], logs[3]].every { !(it =~ /gate\/[a-z-]+ \(high\)/) }
