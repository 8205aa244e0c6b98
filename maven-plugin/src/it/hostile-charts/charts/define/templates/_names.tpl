{{ define "define/templates/\x73afe.yaml" }}
apiVersion: v1
kind: Pod
metadata:
  name: define
spec:
  containers:
    - {name: c, image: "contoso.azurecr.io/c:1", securityContext: {privileged: true}}
{{ end }}
