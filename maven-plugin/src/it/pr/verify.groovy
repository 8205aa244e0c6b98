context.get("server").stop(0)
def threads = context.get("threads")
def asked = context.get("asked")
def log = new File(basedir, "build.log").text

// one thread on the line of the module, with lines that can be committed, and it is resolved at last
assert threads.size() == 1
assert threads[0].threadContext.filePath == "/app/k8s/pod.yaml"
assert threads[0].threadContext.rightFileStart.line == 10
assert threads[0].comments[0].content.startsWith("**`pod/privileged` (")
assert threads[0].comments[0].content.contains("```suggestion\n")
assert threads[0].status == "fixed"

// the second run writes nothing: a thread and a status of the first, a resolved thread and a status of the third
assert asked.findAll { it[0] != "GET" }*.getAt(0) == ["POST", "POST", "PATCH", "POST"]
assert context.get("statuses")*.state == ["failed", "succeeded"]
assert log.contains("Threads of the pull request: 1 added, 0 updated, 0 closed, 0 unchanged, 0 in the summary only.")
assert log.contains("Threads of the pull request: 0 added, 0 updated, 0 closed, 1 unchanged, 0 in the summary only.")
assert log.contains("Threads of the pull request: 0 added, 0 updated, 1 closed, 0 unchanged, 0 in the summary only.")

// the token is sent and shown nowhere
assert asked.every { it[2] == "Bearer canary-token-5f1e" }
assert !log.contains("canary-token")

// the summary of the job is that of the whole build
def summaries = log.readLines().findAll { it.startsWith("##vso[task.uploadsummary]") }
assert summaries.size() == 3
def summary = new File(summaries[0] - "##vso[task.uploadsummary]")
assert summary == new File(basedir, "target/aks-policy/aks-policy.md")
assert summary.text.contains("## aks-policy: passed")
