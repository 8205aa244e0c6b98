// a repository of its own, whose index keeps the files as they are now
[["git", "init", "-q"], ["git", "add", "-A"]].each {
    def git = it.execute(null, basedir)
    git.waitForProcessOutput(System.out, System.err)
    assert git.exitValue() == 0
}
return true
