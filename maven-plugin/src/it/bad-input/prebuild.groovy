// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

def k8s = new File(basedir, "deep-nesting/k8s")
k8s.mkdirs()
new File(k8s, "deep.yaml").text = "a: " + "[" * 10_000 + "]" * 10_000 + "\n"

k8s = new File(basedir, "binary-file/k8s")
k8s.mkdirs()
new File(k8s, "binary.yaml").bytes = (0..2047).collect { (byte) (it * 31) } as byte[]

// what it leads to must not be printed either
def outside = new File(basedir, "outside.yaml")
outside.text = "stolen: CANARY-outside\n"
java.nio.file.Files.createSymbolicLink(
    new File(basedir, "symlink-out-of-chart/chart/templates/stolen.yaml").toPath(), outside.toPath())
return true
