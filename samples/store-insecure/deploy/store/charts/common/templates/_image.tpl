{{/*
An image reference; "image" is a dict with repository, tag and, when pinned, digest.
*/}}
{{- define "common.image" -}}
{{ .root.Values.global.imageRegistry }}/{{ .image.repository }}:{{ .image.tag }}
{{- with .image.digest }}@{{ . }}{{ end }}
{{- end }}
