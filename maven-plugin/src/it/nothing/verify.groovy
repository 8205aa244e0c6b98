// Nothing was judged in either build, and both say so; one line for each module, and no report to mistake for a result.
def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
assert times("No aks-policy.yaml in this module: nothing to verify.") == 6
assert times("aks-policy evaluated nothing, which is an error.") == 2
assert times("BUILD FAILURE") == 2
assert times("BUILD SUCCESS") == 1
assert !new File(basedir, "target").exists()
