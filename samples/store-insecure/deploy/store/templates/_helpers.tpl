{{/*
The components that have a service account, with the client id of their identity.
*/}}
{{- define "store.identities" -}}
store-front: ""
order-service: {{ .Values.orderService.identity.clientId | quote }}
catalog-sync: {{ .Values.catalogSync.identity.clientId | quote }}
{{- range $name, $service := .Values.services }}
{{ $name }}: {{ $service.identity.clientId | quote }}
{{- end }}
{{- end }}
