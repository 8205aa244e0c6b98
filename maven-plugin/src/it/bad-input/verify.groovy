import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
// module: a word of the message, where the error is
def expected = [
    "missing-file": ["chart \"chrat\" does not exist", "aks-policy.yaml:3"],
    "missing-values": ["values file \"values-prd.yaml\" does not exist", "aks-policy.yaml:4"],
    "broken-template": ["nosuch", "chart/templates/web.yaml:4"],
    "failing-template": ["a name is needed", "chart/templates/web.yaml:4"],
    "broken-output": ["", "chart/templates/web.yaml"],
    "broken-values": ["", "chart/values.yaml"],
    "alias-bomb": ["alias", "k8s/bomb.yaml"],
    "same-name": ["are the same name to Azure", "aks.json:7"],
    "doubling-schema": ["steps for one object", "rule.policy.yaml:5"],
    "many-aliases": ["maxAliasNodes", "k8s/pod.yaml"],
    "deep-nesting": ["nest", "k8s/deep.yaml:1"],
    "duplicate-key": ["duplicate", "k8s/pod.yaml:5"],
    "binary-file": ["", "k8s/binary.yaml"],
    "tab-indentation": ["tab", "k8s/pod.yaml:4"],
    "unknown-policy": ["pod/priviliged", "aks-policy.yaml:5"],
    "unknown-parameter": ["alowedAdd", "aks-policy.yaml:7"],
    "unsupported-schema-version": ["schemaVersion 7 is not supported", "aks-policy.yaml:1"],
    "symlink-out-of-repository": ["leads out of the repository", "chart/templates/stolen.yaml"],
    "no-resource": ["yields no resource", "aks-policy.yaml:3"],
    "empty-folder": ["yields no resource", "aks-policy.yaml:3"],
    "broken-configuration": ["", "aks-policy.yaml"],
    "set-file-of-git": ["lies in .git", "aks-policy.yaml:5"],
    "values-of-git": ["lies in .git", "aks-policy.yaml:4"],
    "manifests-of-git": ["lies in .git", "aks-policy.yaml:3"],
    "set-file-outside": ["outside of the repository", "aks-policy.yaml:5"],
    "dependency-outside": ["is not a folder of this repository", "chart/Chart.yaml:5"],
    "dependency-of-root": ["is not a folder of this repository", "chart/Chart.yaml:5"],
    "dependency-with-nul": ["is not a folder of this repository", "chart/Chart.yaml:5"],
    "malformed-archive": ["archive", "chart/charts/common.tgz:1"],
    "reversed-range": ["Chart.yaml is missing", "chart:1"],
    "link-into-git": ["leads into .git", "chart/config.txt:1"],
    "empty-configuration": ["the configuration is empty", "aks-policy.yaml:1"],
]
def wrong = []
expected.each { module, words ->
    def report = new JsonSlurper().parse(new File(basedir, "$module/target/aks-policy/aks-policy.json"))
    if (report.outcome != "error" || report.findings) {
        wrong << "$module: $report.outcome, ${report.findings.size()} findings"
    }
    if (report.problems.size() != 1) {
        wrong << "$module: ${report.problems.size()} problems: ${report.problems*.message}"
    }
    report.problems.each { problem ->
        def at = problem.location == null ? "nowhere" : "$problem.location.path:$problem.location.line".toString()
        if (!problem.message.toLowerCase().contains(words[0].toLowerCase()) || !"$at:".contains("/" + words[1] + ":")) {
            wrong << "$module: $at $problem.message"
        }
        // said once, with its place
        if (log.count("[ERROR] $at") != 1) {
            wrong << "$module: $at is said ${log.count("[ERROR] $at")} times"
        }
    }
    def folder = new File(basedir, "$module/target/aks-policy")
    if (folder.list().sort() != ["aks-policy.html", "aks-policy.json", "aks-policy.sarif"]) {
        wrong << "$module: reports are ${folder.list()}"
    }
    def sarif = new JsonSlurper().parse(new File(folder, "aks-policy.sarif"))
    if (sarif.runs.any { run -> run.invocations[0].executionSuccessful || !run.invocations[0].toolExecutionNotifications }) {
        wrong << "$module: SARIF says that it was evaluated"
    }
    if (!new File(folder, "aks-policy.html").text.contains("Failed with errors")) {
        wrong << "$module: HTML does not say that it failed"
    }
    if (folder.listFiles().any { it.text.contains("CANARY") || it.text.contains("STALE") }) {
        wrong << "$module: a report has what it must not have"
    }
    if (!(log =~ /(?m)^\[INFO\] $module \.+ FAILURE/)) {
        wrong << "$module did not fail"
    }
}
assert wrong.isEmpty(): wrong.join("\n")
assert says("BUILD FAILURE")
assert !says("\tat io.github")
assert !says("CANARY")
def whole = new JsonSlurper().parse(new File(basedir, "target/aks-policy/aks-policy.json"))
assert whole.outcome == "error"
assert !new File(basedir, "target/aks-policy/aks-policy.md").exists()
// text of the input is printed, and commands no system
assert !says("##vso[")
assert !says("\u001b[31m##") && !says("\u0000")
assert !(log =~ /(?m)^::/)
assert whole.problems.size() == expected.size()
