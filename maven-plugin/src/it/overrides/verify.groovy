import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
// a failing assertion shows the words that are missing, not the log
def says = { words -> log.contains(words) }
def times = { words -> log.count(words) }
def found = { run ->
    def report = new JsonSlurper().parse(new File(basedir, "target/$run/aks-policy.json"))
    [report.outcome, report.findings*.policy.sort()]
}
def tag = "image/tag-not-latest", escalation = "pod/privilege-escalation"
assert found(1) == ["failed", [tag, escalation]]
assert found(2) == ["passed", [tag]]
assert found(3) == ["failed", [tag]]
assert found(4) == ["passed", [tag, escalation]]
assert found(5) == ["passed", [tag]]
assert !new File(basedir, "target/6").exists()
assert found(7) == ["error", []]
assert says('unknown environment "prd"')
assert says('did you mean "prod"?')
assert found(8) == ["error", []]
// a guess would name one threshold, and might weaken the gate
assert says('unknown threshold "hgh"')
assert says('thresholds: critical, high, medium, low, info, never')
assert !new File(basedir, "target/9").exists()
assert says('no report format is called "pdf"')
assert found(10) == ["error", []]
assert says('unknown profile "recomended"')
assert says('profiles: recommended, aks-simplified, hardened,')
assert !says('did you mean "recommended"?')
assert !says("\tat io.github")
assert says('-Daks-policy.environments is not an option of aks-policy:baseline, but of audit, ')
assert says('Its options: mvn aks-policy:help -Ddetail -Dgoal=baseline')
assert !new File(basedir, "policy-baseline.yaml").exists()
assert found(12) == ["passed", [tag]]
assert says('-Daks-policy.grow is not an option of aks-policy:verify, but of baseline.')
assert !new File(basedir, "target/13").exists()
