// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

// An archive that no entry of Chart.yaml names.
def evil = new File(basedir, "target/evil")
new File(evil, "templates").mkdirs()
new File(evil, "Chart.yaml").text = "apiVersion: v2\nname: evil\nversion: 1.0.0\n"
new File(evil, "templates/pod.yaml").text =
    new File(basedir, "shop/charts/cache/templates/pod.yaml").text.replace("cache", "evil")
def tar = ["tar", "-czf", "../shop/charts/evil.tgz", "evil"].execute(null, new File(basedir, "target"))
assert tar.waitFor() == 0: tar.err.text
return true
