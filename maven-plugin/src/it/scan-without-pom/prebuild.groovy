// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()
new File(basedir, "empty").mkdir()
def deploy = new File(basedir, "hidden/.deploy")
deploy.mkdirs()
new File(deploy, "pod.yaml").text = new File(basedir, "hidden/k8s/pod.yaml").text
// the first scan names what lies in a generated folder, and judges none of it
new File(basedir, "target").mkdirs()
["hidden", "twice", "configured"].each {
    assert new File(basedir, it).renameTo(new File(basedir, "target/$it-repository"))
}
return true
