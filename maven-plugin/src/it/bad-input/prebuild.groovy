// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

def k8s = new File(basedir, "deep-nesting/k8s")
k8s.mkdirs()
new File(k8s, "deep.yaml").text = "a: " + "[" * 10_000 + "]" * 10_000 + "\n"

k8s = new File(basedir, "many-aliases/k8s")
k8s.mkdirs()
new File(k8s, "pod.yaml").text = "apiVersion: v1\nkind: Pod\nmetadata: {name: many}\nspec:\n  containers:\n" +
    "  - &c {name: a, image: b}\n" + "  - *c\n" * 60_000

k8s = new File(basedir, "binary-file/k8s")
k8s.mkdirs()
new File(k8s, "binary.yaml").bytes = (0..2047).collect { (byte) (it * 31) } as byte[]

// what it leads to must not be printed either
new File(basedir.parentFile, "bad-input-outside").mkdirs()
def outside = new File(basedir.parentFile, "bad-input-outside/outside.yaml")
outside.text = "stolen: CANARY-outside\n"
java.nio.file.Files.createSymbolicLink(
    new File(basedir, "symlink-out-of-repository/chart/templates/stolen.yaml").toPath(), outside.toPath())

// modules whose input leads outside, or made the Java runtime throw its text at the log
new File(basedir, ".git/config").text = "[http] extraheader = CANARY-token\n"
new File(basedir.parentFile, "bad-input-outside/token").text = "CANARY-outside"
new File(basedir.parentFile, "bad-input-outside/Chart.yaml").text =
    "apiVersion: v2\nname: common\nversion: 1.0.0\n"

def module = { name, configuration, files = [:] ->
    def folder = new File(basedir, name)
    folder.mkdirs()
    new File(folder, "pom.xml").text =
        new File(basedir, "symlink-out-of-repository/pom.xml").text.replace("symlink-out-of-repository", name)
    new File(folder, "aks-policy.yaml").text = "schemaVersion: 1\nsources:\n" + configuration
    files.each { path, content ->
        def file = new File(folder, path)
        file.parentFile.mkdirs()
        if (content instanceof byte[]) {
            file.bytes = content
        } else {
            file.text = content
        }
    }
}
def metadata = "apiVersion: v2\nname: chart\nversion: 1.0.0\n"
def template = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: {{ .Values.a | default \"\" | quote }}}\n"
def chart = { dependencies -> ["chart/Chart.yaml": metadata + dependencies, "chart/templates/web.yaml": template] }
def depends = { repository ->
    chart("dependencies:\n  - {name: common, version: 1.0.0, repository: \"" + repository + "\"}\n")
}
module("set-file-of-git", "  - chart: chart\n    setFile:\n      a: ../.git/config\n", chart(""))
module("values-of-git", "  - chart: chart\n    values: [../.git/config]\n", chart(""))
module("manifests-of-git", "  - manifests: ../.git\n")
module("set-file-outside", "  - chart: chart\n    setFile:\n      a: ../../bad-input-outside/token\n", chart(""))
module("dependency-outside", "  - chart: chart\n", depends("file://../../../bad-input-outside"))
module("dependency-of-root", "  - chart: chart\n", depends("file:///"))
module("dependency-with-nul", "  - chart: chart\n",
    depends("file://x\\0\\e[31m##vso[task.complete result=Succeeded]\\n::error::injected"))
// matches nothing, as in Go: all that is in the chart is left, which is nothing
module("reversed-range", "  - chart: chart\n", ["chart/Chart.yaml": metadata, "chart/.helmignore": "[z-a]\n!x[9-0]\n[\n"])
module("link-into-git", "  - chart: chart\n", chart(""))
java.nio.file.Files.createSymbolicLink(
    new File(basedir, "link-into-git/chart/config.txt").toPath(), new File(basedir, ".git/config").toPath())

// a PAX header whose path has a NUL and a command of Azure Pipelines
def block = { String name, String type, byte[] content ->
    def header = new byte[512]
    def put = { int at, String text -> System.arraycopy(text.getBytes("UTF-8"), 0, header, at, text.length()) }
    put(0, name)
    put(100, "0000644\0")
    put(108, "0000000\0")
    put(116, "0000000\0")
    put(124, String.format("%011o\0", content.length))
    put(136, "00000000000\0")
    put(148, "        ")
    put(156, type)
    put(257, "ustar\0" + "00")
    put(148, String.format("%06o\0 ", header.collect { it & 0xff }.sum()))
    def padded = new byte[(content.length + 511).intdiv(512) * 512]
    System.arraycopy(content, 0, padded, 0, content.length)
    return (header.toList() + padded.toList()) as byte[]
}
def record = "path=common/a\0##vso[task.complete]\u001b[31m\n"
def length = record.length() + 3
def archive = new ByteArrayOutputStream()
def packed = new java.util.zip.GZIPOutputStream(archive)
packed.write(block("common/Chart.yaml", "0", "apiVersion: v2\nname: common\nversion: 1.0.0\n".bytes))
packed.write(block("x", "x", (length + " " + record).bytes))
packed.write(block("common/values.yaml", "0", "a: 1\n".bytes))
packed.write(new byte[1024])
packed.close()
module("malformed-archive", "  - chart: chart\n", chart("") + ["chart/charts/common.tgz": archive.toByteArray()])

// every module passed once: none of these may be left
def reports = ["aks-policy.json": '{"outcome": "passed"}', "aks-policy.sarif": "STALE", "aks-policy.html": "STALE",
    "aks-policy.md": "STALE", "gl-code-quality-report.json": "STALE", ".aks-policy-999999999-ab.tmp": "STALE"]
(basedir.listFiles().findAll { new File(it, "pom.xml").exists() } + [basedir]).each { folder ->
    def target = new File(folder, "target/aks-policy")
    target.mkdirs()
    reports.each { name, text -> new File(target, name).text = text }
}
return true
