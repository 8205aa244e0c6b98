{{- define "notification.selectorLabels" -}}
app.kubernetes.io/name: notification
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "notification.labels" -}}
{{ include "notification.selectorLabels" . }}
app.kubernetes.io/part-of: store
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "notification.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- with .Values.image.digest }}@{{ . }}{{ end }}
{{- end }}
