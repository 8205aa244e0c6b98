// A repository with the old fault on main, and a branch that adds another one.
def git = { String... words ->
    def command = ["git", "-c", "user.name=test", "-c", "user.email=test@example.com"] + words.toList()
    def process = command.execute(["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"], basedir)
    assert process.waitFor() == 0: "$command: ${process.err.text}"
}
git("init", "-q", "-b", "main")
git("add", "aks-policy.yaml", "k8s")
git("commit", "-q", "-m", "base")
git("checkout", "-q", "-b", "change")
new File(basedir, "k8s/new.yaml").text = new File(basedir, "k8s/old.yaml").text.replace("name: old", "name: new")
git("add", "k8s")
git("commit", "-q", "-m", "change")
return true
