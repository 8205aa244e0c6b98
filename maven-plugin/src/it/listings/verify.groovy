def log = new File(basedir, "build.log").text
def says = { words -> log.contains(words) }
def matches = { pattern -> (log =~ pattern).find() }

// the configuration: off, changed, and where that is written
def (byFile, byProfile) = log.split("aks-policy:[^ ]+:list ")[1..2]
assert byFile =~ /(?m)^\[INFO\] off  pod\/privileged +critical  /
assert byFile =~ /(?m)^\[INFO\] on   image\/tag-not-latest +low  /
def policies = { text -> (text =~ /(?m)^\[INFO\] (on |off) +[a-z]+\/[a-z-]+ /).count }
assert policies(byFile) >= 10
assert policies(byFile) == policies(byProfile)
assert !(byFile =~ /(?m)^\[INFO\] on   pod\/privileged /)

assert says("pod/capabilities-drop-all (medium): Containers must drop ALL capabilities")
assert says("## Parameters")
assert says("- allowedAdd, default ")
assert matches(/aks-policy\.yaml:6/)
assert matches(/aks-policy\.yaml:7/)

assert says('Unknown policy "pod/privilegd": did you mean "pod/privileged"?')

assert says("default: Pod a")
assert says("asks for no separate identity")
assert says("Unknown workload b: ")
