package io.github.akspolicy.helm.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Writes templates: as people do, and as someone does who wants a document to be missed. */
final class TemplateGenerator {
    /** Where templates may be defined, and what reads them. */
    private static final String[] NAMES = {
        "shop.labels",
        "shop/templates/a.yaml",
        "shop/templates/NOTES.txt",
        "a",
        "evil",
        "templates/a.yaml@@f",
        "foo.x",
        "shop/templates/a.yaml@@p",
        "shop.labels@@i",
        "shop/charts/foo/templates/a.yaml",
        "x y",
        "shop/templates/_helpers.tpl"
    };

    private static final String[] CONDITIONS = {
        ".Values.live",
        "not .Values.off",
        "eq .Chart.Name \"shop\"",
        ".Release.IsInstall",
        "hasKey .Values \"live\"",
        ".Capabilities.APIVersions.Has \"apps/v1\"",
        "semverCompare \">=1.30-0\" .Capabilities.KubeVersion.Version",
        "and .Values.live (or .Values.off true)",
        "ne (len .Values) 1000",
        "$.Values.global",
        "contains \"o\" .Release.Name"
    };

    private static final String[] ODD_CONDITIONS = {
        "(index .Capabilities.APIVersions 0)",
        "contains \"batch/v1\" (toJson .Capabilities)",
        "(tpl \"{{ .Capa\\x62ilities.APIVersions.Has `apps/v1` }}\" . | eq \"true\")",
        "eq (typeOf .) \"chartutil.Values\"",
        "hasSuffix \"Values\" (printf \"%T\" .)",
        "eq (printf \"%T\" .Template) \"chartutil.Values\"",
        "hasKey .Template \"BasePath\"",
        "eq (len .Template) 2",
        "eq (len .Release) 6",
        "(get . \"Values\").live",
        "eq (keys . | sortAlpha | join \",\") \"Capabilities,Chart,Files,Release,Subcharts,Template,Values\"",
        "not (hasKey .Values \"evil\")",
        "eq .Template.Name (printf \"%s/%s\" .Template.BasePath (base .Template.Name))",
        "(.Values.seen | default dict).Name",
        "eq (kindOf .Files) \"map\"",
        "not (.Files.Get \".helmignore\")"
    };

    private static final String[] HOOKS = {
        "pre-install",
        "post-install,post-upgrade",
        "test",
        "test-success",
        "'pre-install, test'",
        "crd-install",
        "unheard-of",
        "'pre-upgrade, unheard-of'",
        "PRE-INSTALL",
        "''",
        "\"pre-\\u0130nstall\"",
        "\"test\\u00a0\"",
        "'test,'",
        "[test]",
        "!!binary dGVzdA==",
        "\"\\tpost-delete\"",
        "pre-rollback",
        "post-delete"
    };

    private static final String[] SEPARATORS = {
        "---#x\n",
        "--- # c\n",
        "---\t\n",
        "---\f\n",
        "\n\n---\n\n",
        "---\n---\n",
        "  ---\n",
        "---\r\n",
        "...\n",
        "...\n---\n",
        "----\n",
        "--- ",
        "---",
        "---\n# Source: shop/templates/a.yaml\n",
        "---\n# Source: x\n",
        "\n---\n# Source: \n",
        "---\n# Source: shop/templates/NOTES.txt\n",
        "--- |\n  text\n---\n",
        "---\u000b\n",
        "---\u0085\n",
        "%YAML 1.1\n---\n"
    };

    private final Dice dice;
    private final FuzzChart chart;
    private int documents;

    TemplateGenerator(Dice dice, FuzzChart chart) {
        this.dice = dice;
        this.chart = chart;
    }

    private boolean odd(int cases, String what) {
        boolean happens = dice.oneIn(cases) && !chart.ordinary;
        if (happens) {
            chart.oddities.add(what);
        }
        return happens;
    }

    /** A document that no other is like. */
    String document() {
        String name = "d" + documents++;
        var annotations = new ArrayList<String>();
        if (dice.oneIn(6)) {
            String hook = chart.ordinary ? dice.of("pre-install", "post-install,post-upgrade", "test") : dice.of(HOOKS);
            annotations.add("    helm.sh/hook: " + hook + "\n");
            if (hook.length() > 12 || hook.startsWith("u") || hook.startsWith("c")) {
                chart.oddities.add("hook");
            }
            if (dice.oneIn(3)) {
                annotations.add("    helm.sh/hook-weight: \"" + (dice.below(20) - 10) + "\"\n");
            }
            if (dice.oneIn(4)) {
                annotations.add("    helm.sh/hook-delete-policy: before-hook-creation\n");
            }
        }
        String metadata = "metadata:\n  name: " + name + "\n"
                + (annotations.isEmpty() ? "" : "  annotations:\n" + String.join("", annotations));
        if (odd(40, "another spelling of metadata")) {
            metadata += dice.of(
                    "Metadata: null\n",
                    "METADATA: {annotations: {}}\n",
                    "metadatA: {annotations: {helm.sh/hook: x}}\n");
        }
        return switch (dice.below(9)) {
            case 0 -> "apiVersion: v1\nkind: ConfigMap\n" + metadata + "data:\n  a: |\n    text\n     ---\n    more\n";
            case 1 ->
                "kind: Service\napiVersion: v1\n" + metadata
                        + "spec: {ports: [{port: {{ .Values.port | default 80 }}}]}\n";
            case 2 ->
                "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: " + name
                        + ", annotations: {helm.sh/hook: test}}}\n";
            case 3 ->
                "apiVersion: apps/v1\nkind: Deployment\n" + metadata
                        + "spec:\n  replicas: {{ .Values.replicas }}\n  template:\n    metadata:\n      labels: {{- toYaml .Values.labels | nindent 8 }}\n";
            default -> "apiVersion: v1\nkind: Pod\n" + metadata + "spec: {hostPID: true}\n";
        };
    }

    /** What everything in the scope is: a change of any shows. */
    private String dump() {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dump" + documents++ + "}\ndata:\n"
                + "  values: {{ toJson .Values | quote }}\n"
                + "  release: {{ toJson .Release | quote }}\n"
                + "  chart: {{ print .Chart.Name .Chart.Version .Chart.AppVersion .Chart.Type | quote }}\n"
                + "  template: {{ toJson .Template | quote }}\n"
                + "  keys: {{ keys . | sortAlpha | join \",\" | quote }}\n"
                + "  subcharts: {{ keys .Subcharts | sortAlpha | join \",\" | quote }}\n"
                + "  files: {{ range $path, $_ := .Files }}{{ $path | b64enc }}_{{ end }}\n"
                + "  capabilities: {{ toJson .Capabilities.KubeVersion | quote }}\n";
    }

    private String condition() {
        return odd(5, "condition") ? dice.of(ODD_CONDITIONS) : dice.of(CONDITIONS);
    }

    private String name() {
        String name = dice.of(NAMES);
        if (!name.startsWith("shop.")) {
            chart.oddities.add("name of a definition");
        }
        if (odd(8, "escapes in a name")) {
            return "\"" + name.replace("e", "\\x65").replace("s", "\\u0073") + "\"";
        }
        return dice.oneIn(4) ? "`" + name + "`" : "\"" + name + "\"";
    }

    private String separator() {
        return odd(6, "separator") ? dice.of(SEPARATORS) : "---\n";
    }

    /** A whole file with documents. */
    String file() {
        var text = new StringBuilder();
        if (odd(12, "prefix")) {
            text.append(dice.of(
                    "---\n",
                    "\n \n---\n",
                    "# c\n",
                    " ---\n",
                    "\uFEFF",
                    "{{- /* c */ -}}\n",
                    "%YAML 1.1\n",
                    "\u00a0\n",
                    "---#",
                    "---"));
        }
        for (int i = dice.below(3); i >= 0; i--) {
            text.append(part());
            text.append(i > 0 ? separator() : "");
        }
        if (odd(15, "suffix")) {
            text.append(dice.of(
                    "---",
                    "\n---",
                    "--- ",
                    "---\n...",
                    "...",
                    "# end",
                    "\r",
                    "\t",
                    "\n---\n# Source: ",
                    "\u00a0",
                    "---\n{}\n",
                    "---\n[]\n"));
        }
        return text.toString();
    }

    private String part() {
        String document = dice.oneIn(5) ? dump() : document();
        switch (dice.below(26)) {
            case 0:
                return "{{- if " + condition() + " }}\n" + document + "{{- else }}\n" + document() + "{{- end }}\n";
            case 1:
                return "{{ if " + condition() + " }}\n" + document + "{{ end }}\n";
            case 2:
                return "{{- range .Values.list }}\n---\n"
                        + document().replace("\n  name: ", "\n  name: n{{ . }}").replace(".Values", "$.Values")
                        + "{{- end }}\n";
            case 3:
                return "{{- with .Values.map }}\n" + document().replace(".Values", "$.Values") + "{{- end }}\n";
            case 4:
                if (chart.ordinary) {
                    return document;
                }
                return "{{- define " + name() + " }}\n" + document() + "{{ end }}\n" + document;
            case 5:
                return "{{ include \"shop.labels\" . | nindent 0 }}\n---\n" + document;
            case 6:
                String included = "\"inc" + documents++ + "\"";
                return "{{ define " + included + " }}# x\n{{ end }}{{ include " + included + " . }}\n---\n" + document;
            case 7:
                return "{{ include (print $.Template.BasePath \"/"
                        + (chart.ordinary
                                ? "_helpers.tpl"
                                : dice.of("_helpers.tpl", "_helpers.tpl", "a.yaml", "NOTES.txt"))
                        + "\") "
                        + dice.of(".", "$", "(dict)", "(merge (dict \"X\" 1) .)") + " | "
                        + dice.of("sha256sum | printf \"# %s\"", "nindent 0", "trim", "quote | printf \"# %s\"")
                        + " }}\n---\n" + document;
            case 8:
                return "{{ tpl "
                        + dice.of(
                                "(printf \"{{ %s }}\" .Values.expression)",
                                ".Values.template",
                                "(.Files.Get \"files/t.txt\")",
                                "\"{{ define `x` }}1{{ end }}{{ include `x` . }}\"",
                                "(print \"{{ tpl \" (quote .Values.template) \" . }}\")",
                                ".Values.template",
                                "\"{{ include `shop.labels` . }}\"")
                        + " . | " + dice.of("nindent 0", "quote | printf \"# %s\"", "trim", "len | printf \"# %d\"")
                        + " }}\n---\n" + document;
            case 9:
                return mutation() + document;
            case 10:
                chart.looksUp = true;
                return dice.of(
                                "{{ $s := lookup \"v1\" \"Secret\" .Release.Namespace \"s\" }}{{ if $s }}# found{{ end }}\n",
                                "{{ if (lookup \"v1\" \"Node\" \"\" \"\").items }}# found\n{{ else }}# none\n{{ end }}",
                                "{{ tpl (printf `{{ %s%s \"v1\" \"Secret\" \"a\" \"b\" | toJson }}` \"look\" \"up\") . | printf \"# %s\" }}\n",
                                "{{ $f := printf \"%s\" \"lookup\" }}# {{ $f }}\n",
                                "{{ with lookup \"v1\" \"Secret\" \"a\" \"b\" }}{{ .data.x }}{{ else }}{{ $_ := set .Values \"none\" true }}{{ end }}\n",
                                "# {{ (lookup \"v1\" \"Secret\" \"a\" \"b\").data | default \"\" }} {{ typeOf (lookup \"v1\" \"Pod\" \"a\" \"b\") }}\n")
                        + document;
            case 11:
                return document + "{{/* a comment */}}\n{{- /* another\n one */ -}}\n";
            case 12:
                return "# {{ `{{ raw }} {{/* x */}} }}` }} {{ \"}}\" }} {{ '}' }} {{- \"{{\" -}} {{ \"\" -}}\n"
                        + document;
            case 13:
                return "{{ block \"block" + documents++ + "\" . }}\n" + document + "{{ end }}\n";
            case 14:
                String called = "`call" + documents++ + "`";
                return "{{ define " + called + " }}# y\n{{ end }}{{ template " + called + " . }}\n---\n" + document;
            case 15:
                return "{{- $root := . }}{{ $_ := 1 }}\n" + document;
            case 16:
                return document + "---\n{{- if true -}}\n" + document() + "{{- end }}\n";
            case 17:
                if (chart.ordinary) {
                    return document;
                }
                chart.oddities.add("documents out of actions");
                return "{{ printf \"%s%s\" \"--\" \"-\" }}\n" + document
                        + "{{ \"---\\n# Source: shop/templates/b.yaml\" }}\n" + document();
            case 18:
                return "{{ toYaml .Values.document }}\n---\n" + document
                        + "{{ range .Values.documents }}---\n{{ . | toYaml }}\n{{ end }}";
            case 19:
                return "{{ define \"r\" }}{{ if gt (int .) 0 }}{{ include \"r\" (sub (int .) 1) }}#{{ end }}{{ end }}{{ include \"r\" "
                        + dice.of("3", "90", "900") + " }}\n" + document;
            case 20:
                return document
                        + "# {{ .Files.Get \"files/t.txt\" | b64enc }}{{ range .Files.Lines \"files/t.txt\" }}{{ len . }}{{ end }}\n";
            case 21:
                return dump();
            default:
                return document;
        }
    }

    private String mutation() {
        if (chart.ordinary) {
            return "{{ $_ := set .Values \"seen\" true }}\n";
        }
        chart.oddities.add("mutation");
        return "{{ $_ := "
                + dice.of(
                        "set .Values \"live\" false",
                        "set .Values \"seen\" .Template",
                        "set .Values \"root\" $",
                        "unset .Values \"live\"",
                        "set .Release \"Name\" \"other\"",
                        "set .Release \"IsInstall\" false",
                        "set . \"Capabilities\" dict",
                        "set .Template \"BasePath\" \"x\"",
                        "set .Template \"Name\" \"shop/templates/z.yaml\"",
                        "unset . \"Files\"",
                        "mergeOverwrite .Values (dict \"live\" \"yes\" \"port\" 99)",
                        "merge .Values (dict \"fresh\" 1)",
                        "set . \"Values\" (dict \"live\" 1)",
                        "set .Subcharts \"foo\" dict",
                        "unset . \"Subcharts\"",
                        "range $k, $v := .Subcharts }}{{ $_ := set $v.Values \"live\" \"parent\" }}{{ end }}{{ $_ := 1",
                        "set (.Values.map | default dict) \"a\" \"changed\"",
                        "unset .Release \"Namespace\"",
                        "set .Values \"list\" (list 7 8)",
                        "set (index .Values \"global\" | default dict) \"g\" .Chart.Name",
                        "set .Values \"keys\" (keys .Values | sortAlpha)",
                        "range $k, $v := .Values }}{{ $_ := unset $.Values $k }}{{ end }}{{ $_ := 1",
                        "unset . \"Template\"",
                        "set . \"Release\" dict")
                + " }}\n";
    }

    /** A file of helpers. */
    String helpers(String chartName) {
        var text = new StringBuilder(
                "{{- define \"" + chartName + ".labels\" -}}\n# labels {{ .Chart.Name }}\n{{- end }}\n");
        if (odd(6, "hostile helpers")) {
            for (int i = dice.below(3); i >= 0; i--) {
                text.append("{{ define ")
                        .append(name())
                        .append(" }}\n")
                        .append(dice.oneIn(3) ? "" : document())
                        .append("{{ end }}\n");
            }
        }
        if (odd(12, "text in helpers")) {
            text.append(document());
        }
        return text.toString();
    }

    /** Values that the templates read. */
    String values() {
        var lines = new ArrayList<>(List.of(
                "live: true",
                "port: 8080",
                "replicas: 2",
                "labels: {app: x, tier: z}",
                "list: [1, 2]",
                "map: {a: b}",
                "expression: '\"x\" | quote'",
                "template: '# {{ .Chart.Name }} {{ .Values.port }}'",
                "global: {g: 1}",
                "document: {apiVersion: v1, kind: Pod, metadata: {name: fromvalues}}",
                "documents: [{apiVersion: v1, kind: Pod, metadata: {name: other}}]"));
        if (odd(8, "anchors")) {
            lines.add("base: &b {x: 1, w: {z: 2}}\nmerged: {<<: *b, x: 3}\nagain: *b");
        }
        if (odd(14, "values twice")) {
            lines.add(dice.of("port: 1", "live: false", "map: {c: d}"));
        }
        if (odd(8, "subchart values")) {
            lines.add(dice.of(
                    "foo: {live: null, port: 1, list: [9]}",
                    "foo: {enabled: false}",
                    "tags: {extra: false}",
                    "foo: null",
                    "bar: {labels: null}",
                    "foo: text"));
        }
        if (odd(16, "odd values")) {
            lines.add(dice.of(
                    "f: 1e3",
                    "o: 0777",
                    "d: 2001-01-01",
                    "? [a]\n: b",
                    "'': x",
                    "t: !!str 1",
                    "nul: ~",
                    "1: 2",
                    "b: !!binary aGk=",
                    "e: \"\\u0085\\ud83d\\ude00\""));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Values that override those of the chart. */
    String overrides() {
        return dice.of(
                "live: false\n",
                "port: 1\nlabels: {app: null, more: 1}\n",
                "labels: null\n",
                "foo: {live: false, enabled: true}\n",
                "list: []\n",
                "map: {a: null, b: &x [1], c: *x}\n",
                "global: {g: 2, h: {i: 3}}\n",
                "template: '{{ .Release.Name }}'\n",
                "tags: {extra: true}\n",
                "",
                "{}\n",
                "document: {kind: Pod, apiVersion: v1, metadata: {name: overridden}}\n",
                "\uFEFFport: 3\n",
                "port: 3\r\nlive: true\r\n");
    }
}
