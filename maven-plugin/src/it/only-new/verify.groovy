import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def read = { path -> new JsonSlurper().parse(new File(basedir, path)) }

// against main: one is new and fails, the other is listed and fails nothing
def first = read("target/aks-policy/aks-policy.json")
assert first.findings.collectEntries { [it.location.path, [it.change, it.fails]] } ==
    ["k8s/new.yaml": ["new", true], "k8s/old.yaml": ["unchanged", false]]
assert first.comparison.base == "main"
assert first.comparison.onlyNew
assert log.contains("): 1 new, 0 incomparable, 0 moved, 1 unchanged, 0 fixed; only new and incomparable ones fail")
// of that run alone: the third one shows all of them
def shown = log.split("Scanning for projects")[1].readLines().findAll { it.startsWith("::error") }
assert shown.size() == 1
assert shown[0].contains("file=k8s/new.yaml,line=5")

// against the branch itself: nothing is new
assert read("target/2/aks-policy.json").outcome == "passed"

// a base that was not fetched is an error, not a pass
assert read("target/3/aks-policy.json").outcome == "error"
assert log.contains('there is no commit "origin/main" here: fetch it first')
