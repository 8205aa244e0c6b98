context.get("server").stop(0)
def threads = context.get("threads")
def asked = context.get("asked")
def log = new File(basedir, "build.log").text

// a thread on the line of the module for each of two faults; one is fixed at last
assert threads.size() == 2
assert threads*.threadContext.filePath == ["/app/k8s/pod.yaml"] * 2
def privileged = threads.find { it.comments[0].content.startsWith("**`pod/privileged` (") }
assert privileged.threadContext.rightFileStart.line == 11
// both take power away from the pod, which no suggestion does unasked
assert !threads.any { it.comments[0].content.contains("```suggestion\n") }
assert privileged.status == "fixed"
assert (threads - [privileged])*.status == ["active"]

// two threads and a status; nothing; a resolved thread and another status
assert asked.findAll { it[0] != "GET" }*.getAt(0) == ["POST", "POST", "POST", "PATCH", "POST"]
assert context.get("statuses")*.state == ["failed", "failed"]
assert log.contains("Threads of the pull request: 2 added, 0 updated, 0 closed, 0 unchanged, 0 in the summary only.")
assert log.contains("Threads of the pull request: 0 added, 0 updated, 0 closed, 2 unchanged, 0 in the summary only.")
assert log.contains("Threads of the pull request: 0 added, 0 updated, 1 closed, 1 unchanged, 0 in the summary only.")

// an answer that lists nothing does not say that there is nothing yet
assert log.contains("The pull request is not annotated: GET http://127.0.0.1:")
assert log.contains("failed: the answer must be an object, it is empty or null")
assert log.contains("failed: 204: 200 or 201 was expected")

// the token is sent and shown nowhere
assert asked.every { it[2] == "Bearer canary-token-5f1e" }
assert !log.contains("canary-token")

// the summary of the job is that of the whole build
def summaries = log.readLines().findAll { it.startsWith("##vso[task.uploadsummary]") }
assert summaries.size() == 5
def summary = new File(summaries[0] - "##vso[task.uploadsummary]")
assert summary == new File(basedir, "target/aks-policy/aks-policy.md")
assert summary.text.contains("## aks-policy: failed")
return true
