{{/*
A service account; with "clientId" it is federated with an Entra identity.
*/}}
{{- define "common.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .component }}
  labels:
    {{- include "common.labels" . | nindent 4 }}
  {{- if or .clientId .hook }}
  annotations:
    {{- with .clientId }}
    azure.workload.identity/client-id: {{ . | quote }}
    azure.workload.identity/tenant-id: {{ $.root.Values.global.azure.tenantId | quote }}
    {{- end }}
    {{- with .hook }}
    helm.sh/hook: {{ . }}
    helm.sh/hook-weight: "-10"
    helm.sh/hook-delete-policy: before-hook-creation
    {{- end }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}

{{- define "common.workloadIdentityLabels" -}}
azure.workload.identity/use: "true"
{{- end }}

{{/*
Parameters of a SecretProviderClass; "objects" is a list of Key Vault objects.
*/}}
{{- define "common.keyVaultParameters" -}}
usePodIdentity: "false"
useVMManagedIdentity: "true"
clientID: {{ .clientId | quote }}
tenantID: {{ .root.Values.global.azure.tenantId | quote }}
keyvaultName: {{ .root.Values.keyVault.name | quote }}
objects: |
  array:
    {{- range .objects }}
    - |
      objectName: {{ .objectName }}
      objectType: {{ .objectType }}
    {{- end }}
{{- end }}
