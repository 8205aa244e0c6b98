import groovy.json.JsonSlurper

// Policies matched (the evaluation ran), and not one byte of a secret is in the log, even with -X, or in a report.
def read = { run -> new JsonSlurper().parse(new File(basedir, "target/$run/aks-policy.json")) }
assert read(1).outcome == "failed"
assert read(1).findings.size() >= 6
assert read(2).outcome == "error"
assert read(2).problems.size() >= 5
assert read(4).outcome == "error"
assert read(4).problems.size() >= 1
assert read(5).outcome == "error"
assert read(5).problems.size() >= 2

def base64 = { text -> text.bytes.encodeBase64().toString() }
def written = [new File(basedir, "build.log")]
[1, 2, 4, 5].each { run -> new File(basedir, "target/$run").eachFile { written << it } }
assert written.size() == 1 + 4 * 4
written.each { file ->
    def leaks = file.readLines("UTF-8").findAll {
        it.contains("CANARY") || it.contains(base64("CANARY-set").substring(0, 8)) || it.contains("Q0FOQVJZ")
    }
    assert leaks.isEmpty(): "$file.name: ${leaks.join("\n")}"
}
// what the calls of Helm cost can be seen
assert new File(basedir, "build.log").text.contains("calls to Helm for ")
return true
