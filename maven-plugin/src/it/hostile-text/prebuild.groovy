// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

// the colours of a terminal and a line of its own, out of a name
new File(basedir, "k8s/control.yaml").text = """apiVersion: v1
kind: Pod
metadata:
  name: "red\\e[31m\\n[INFO] BUILD SUCCESS\\r##vso[task.complete result=Succeeded]"
spec:
  containers:
    - {name: c, image: "contoso.azurecr.io/c:1", securityContext: {privileged: true}}
"""
return true
