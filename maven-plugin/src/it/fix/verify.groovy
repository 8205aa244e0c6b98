import groovy.json.JsonSlurper
import java.nio.file.Files

def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
def expected = new File(basedir, "expected.patch").bytes

// the patch is exactly this, and git makes of the old files what the goal made of them
assert Arrays.equals(new File(basedir, "target/1/fix.patch").bytes, expected)
def git = { folder, String... arguments ->
    def process = (["git"] + (arguments as List)).execute(null, folder)
    process.waitForProcessOutput(System.out, System.err)
    assert process.exitValue() == 0
}
def copy = Files.createTempDirectory("aks-policy-fix").toFile()
try {
    git(basedir, "checkout-index", "-a", "--prefix=$copy/".toString())
    git(copy, "init", "-q")
    git(copy, "apply", new File(basedir, "expected.patch").path)
    ["deploy", "k8s"].each { folder ->
        new File(copy, folder).eachFileRecurse(groovy.io.FileType.FILES) {
            def path = copy.toPath().relativize(it.toPath()).toString()
            assert [path, new File(basedir, path).bytes] == [path, it.bytes]
        }
    }
} finally {
    copy.deleteDir()
}

// the same for those who review it: each fix on its own
def sarif = new JsonSlurper().parse(new File(basedir, "target/1/fix.sarif"))
def fixes = sarif.runs*.results.flatten().findAll { it.fixes }.unique { it.partialFingerprints }
assert fixes.size() == 8
def tag = fixes.find { it.ruleId == "image/tag-not-latest" }.fixes[0].artifactChanges[0]
assert tag.artifactLocation.uri == "deploy/shop/values-prod.yaml"
assert tag.replacements == [[
    deletedRegion: [startLine: 1, startColumn: 1, endLine: 1, endColumn: 32],
    insertedContent: [text: "tag: 1.4.2 # until the release"]
]]
def report = new JsonSlurper().parse(new File(basedir, "target/1/fix.json"))
assert report.findings.count { it.fix } == 8
assert report.findings.find { it.policy == "image/tag-not-latest" }.fix ==
    [path: "deploy/shop/values-prod.yaml", firstLine: 1, lastLine: 1, lines: ["tag: 1.4.2 # until the release"]]

assert log =~ /WOULD FIX: 10 of 14 findings( \(\d+ of \d+ that fail\))?, each proven in every environment; no file is edited yet: git apply target\/1\/fix\.patch\./
// only what is written is called fixed
assert says("would fix: image/tag-not-latest") && says("] fixed: image/tag-not-latest")
assert log =~ /FIXED: 1 of 14 findings( \(\d+ of \d+ that fail\))?, each proven in every environment; 1 file is edited\./
assert log =~ /FIXED: 9 of 13 findings( \(\d+ of \d+ that fail\))?, each proven in every environment; 4 files are edited\./
assert says("NOTHING TO FIX: no edit fixes one of 4 findings; no file is edited.")
assert says("3 fixes were not kept, for the reasons above; 1 finding needs a decision")

// the vendor's namespace of the node and the privileged container are left alone
assert says("the fix takes away what the program may need; where it does not:"
    + " mvn aks-policy:fix -Daks-policy.fix.policies=pod/privileged")
assert says("NOTHING TO FIX: no edit fixes one of 4 findings; no patch is written.")
assert !new File(basedir, "target/8/fix.patch").exists()
assert new File(basedir, "target/8/fix.json").exists()

// what was tried and why it was not kept
assert says("deploy/shop/values-prod.yaml:4   tried and undone: it changes something else, too: Deployment web of prod/shop:"
    + " spec.template.spec.containers[1].args[0]")
assert says("    - root: true")
assert says("    + root: false")
assert says("deploy/shop/Chart.yaml:5:5   the line belongs to a packaged or third-party chart, which is not ours to edit")
assert says("aks-policy.yaml:12:14   a \"set\" entry repeats what the pipeline passes to Helm: change both, by hand")
assert new File(basedir, "deploy/shop/charts/vendor/templates/pod.yaml").text.contains("hostPID: true")

assert says("aks-policy.fix: \"dry-run\" is neither patch nor apply")
assert says("aks-policy.fix.policies: pod/privilegd is not a policy that is on: did you mean")
assert says("Nothing is edited: what cannot be read or rendered cannot be proven.")
assert !says("\tat io.github")
