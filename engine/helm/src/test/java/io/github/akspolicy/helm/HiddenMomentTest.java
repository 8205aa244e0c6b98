package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SourceException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a chart installs at one time only, or with some random values, is named, whichever way the time takes to it. */
class HiddenMomentTest extends ConditionsFixture {
    @BeforeEach
    void chart() {
        chart.file("values.yaml", "name: shop\npart: {}\ntexts: [{}]\npassword: ''\n")
                .file(
                        "templates/_helpers.tpl",
                        "{{ define \"sign\" }}{{ randAscii 1 }}{{ end }}{{ define \"word\" }}{{ randAlphaNum 9 }}{{ end }}"
                                + "{{ define \"password\" }}{{ .Values.password | default (randAlphaNum 20) | b64enc | quote }}{{ end }}"
                                + "{{ define \"data\" }}\nuser: admin\npassword: {{ randAlphaNum 20 | quote }}\n{{ end }}"
                                + "{{ define \"lines\" }}\n{{ randAlpha 3 }}: true\n{{ end }}");
    }

    @Override
    List<String> named() throws SourceException {
        return super.named().stream()
                .filter(condition -> condition.contains("time") || condition.contains("random values"))
                .toList();
    }

    /** Each is followed by a pod. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ now | date \"5\" | replace \"3\" \"#\" }}",
                "{{ regexReplaceAll \"2024|2026|2027\" (now | date \"2006\") \"#\" }}",
                "{{ regexReplaceAllLiteral \"3\" (now | date \"5\") \"#\" }}",
                "{{ mustRegexReplaceAll \"3\" (now | date \"5\") (printf \"#\") }}",
                "{{ randInt 0 9 | toString | replace \"7\" \"#\" }}",
                "{{ randNumeric 1 | replace \"7\" (printf \"#\") }}",
                "{{ shuffle \"#a\" | trunc 1 }}",
                "{{ randAscii 1 }}",
                "{{ include \"sign\" . }}",
                "{{ $sign := randAscii 1 }}{{ $sign }}",
                "{{ template \"sign\" . }}",
                "{{ tpl \"{{ randAscii 1 }}\" . }}",
                "{{ randAscii 1 | nindent 0 }}",
                "x: [&a {}]\ny: *{{ randAlpha 1 }}\n",
                "x: !{{ randAlpha 1 }} a\n",
                "x:\n  &{{ randAlpha 1 }} {a: b}\n",
            })
    void signsOfYaml(String sign) throws Exception {
        chart.file(T, "kind: Thing\n---\n" + sign + "kind: Pod\n");

        assertNamedWithoutRender();
    }

    /** Not all of them are YAML at any time, which is what they are here for. */
    private void assertNamedWithoutRender() throws Exception {
        List<String> named = List.of();
        for (int i = 0; i < 60 && named.isEmpty(); i++) {
            try {
                named = named();
            } catch (SourceException unreadable) {
                continue;
            }
        }
        assertThat(named).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ randAlpha 3 }}: true",
                "{{ randAlpha 3 | quote }}: true",
                "\"{{ randAlpha 3 }}\": true",
                "privileged{{ now | date \"2\" }}: true",
                "{{ $day := now | date \"Mon\" }}{{ $day }}: true",
                "{{ include \"word\" . }}: true",
                "spec: {{ include \"lines\" . | nindent 2 }}",
                "{{ toYaml (dict (randAlpha 3) true) }}",
                "{{ range $k, $v := fromYaml (printf \"%s: 1\" (randAlpha 3)) }}{{ $k }}: {{ $v }}{{ end }}",
                "{{ printf \"%s: true\" (randAlpha 3) | fromYaml | toYaml }}",
            })
    void keysOfMappings(String line) throws Exception {
        chart.file(T, "kind: Thing\n" + line + "\n");

        assertThat(named()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runAsUser: {{ randInt 0 2 }}",
                "runAsUser: {{ now | date \"5\" | int }}",
                "runAsUser: {{ addf (randInt 0 2) 1 }}",
                "privileged: {{ randInt 0 2 | eq 1 }}",
                "privileged: {{ now | date \"2006\" | replace \"2026\" \"false\" }}",
                "replicas: {{ mod (now | unixEpoch) 3 }}",
                "names: {{ until (randInt 1 3) | toJson }}",
                "privileged: {{ index (list true false) (randInt 0 2) }}",
            })
    void valuesThatAreMoreThanText(String line) throws Exception {
        chart.file(T, "kind: Thing\n" + line + "\n");

        assertThat(named())
                .containsExactly("chart/" + T + ":2 (" + (line.contains("now") ? "time" : "random values") + ")");
    }

    /** Values that a template changes are read in a way that is not followed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set .Values.part \"t\" (now | date \"15\") }}",
                "{{ $_ := set .Values.part \"t\" (randInt 0 9) }}",
                "{{ $_ := set .Values.part (printf \"%s\" \"t\") (randInt 0 9) }}",
                "{{ $_ := mergeOverwrite .Values.part (dict \"t\" (now | date \"15\")) }}",
                "{{ $_ := merge .Values.part (fromYaml (printf \"t: %d\" (randInt 0 9))) }}",
                "{{ if now | date \"15\" | eq \"99\" }}{{ $_ := set .Values.part \"t\" \"99\" }}{{ end }}",
                "{{ with .Values }}{{ $_ := set .part \"t\" (now | date \"15\") }}{{ end }}",
            })
    void valuesThatAnotherTemplateChanges(String change) throws Exception {
        chart.file(FIRST, change)
                .file(T, "kind: Thing\n{{ if contains \"99\" (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).anyMatch(text -> text.startsWith("chart/" + T + ":2 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set (deepCopy $) \"t\" (now | date \"15\")",
                "set (deepCopy .Values.part) \"t\" (randInt 0 9)",
                "mergeOverwrite (deepCopy .Values) (dict \"part\" (dict \"t\" (randInt 0 9)))",
                "deepCopy $ }}{{ $_ := set $c \"t\" (now | date \"15\")",
                "deepCopy .Values.part }}{{ $_ := merge $c (dict \"t\" (randInt 0 9))",
            })
    void copiesOfValuesThatATemplateChanges(String change) throws Exception {
        chart.file(FIRST, "{{ $c := " + change + " }}")
                .file(T, "kind: Thing\n{{ if contains \"99\" (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).isEmpty();
    }

    @Test
    void valuesThatNotesChange() throws Exception {
        chart.file("templates/deep/er/NOTES.txt", "{{ $_ := set .Values.part \"t\" (now | date \"15\") }}")
                .file(T, "kind: Thing\n{{ if contains \"99\" (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}");

        assertThat(named()).containsExactly("chart/" + T + ":2 (time)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:\n  password: {{ randAlphaNum 20 | b64enc | quote }}",
                "data:\n  password: {{ include \"password\" . }}",
                "data: {{ include \"data\" . | nindent 2 }}",
                "stringData:\n  password: \"{{ randAlphaNum 9 }}\"\n  uri: 'redis://:{{ randAlphaNum 9 }}@host:6379'",
                "stringData: {password: {{ randAlphaNum 9 | quote }}}",
                "stringData:\n  config.yaml: |\n    a: b\n    {{ randAlpha 3 }}: {{ randInt 1 9 }}\n    c: {{ randAscii 3 }}",
                "stringData:\n  config.yaml: |-\n    {{- printf \"a: %s\\nb: c\" (randAlphaNum 9) | nindent 4 }}",
                "metadata:\n  annotations:\n    checksum/time: {{ now | quote }}\n    rollme: {{ randAlphaNum 5 | quote }}\n"
                        + "    at: \"{{ now | date \"2006-01-02T15:04:05Z\" }}\"",
                "metadata:\n  name: {{ .Release.Name }}-test-{{ randAlphaNum 5 | lower }}",
                "metadata:\n  name: \"{{ .Release.Name }}-{{ now | date \"20060102150405\" }}\"",
                "{{ $ca := genCA \"ca\" 365 }}data:\n  ca.crt: {{ $ca.Cert | b64enc }}\n  x: y",
                "{{ $ca := genCA \"ca\" 365 }}{{ $cert := genSignedCert \"a\" nil (list \"a\") 365 $ca }}stringData:\n"
                        + "  tls.crt: |\n{{ $cert.Cert | indent 4 }}\n  tls.key: |-\n    {{- $cert.Key | nindent 4 }}",
                "data:\n  {{- $p := include \"password\" . }}\n  password: {{ $p }}\n  {{- if .Values.name }}\n  a: b\n  {{- end }}",
                "data:\n  password: {{ if .Values.password }}{{ .Values.password | b64enc }}{{ else }}{{ randAlphaNum 9 | b64enc }}{{ end }}\n  a: b",
                "stringData:\n  password: {{ regexReplaceAllLiteral \"\\\\W\" (randAlphaNum 30 | replace \"+\" \"_\") \"@\" | substr 2 9 }}",
                "# {{ now }}\nspec:\n  args: [\"--seed={{ randAlphaNum 9 }}\", --id, {{ uuidv4 }}]",
                "spec:\n  args:\n  - --seed={{ randAlphaNum 9 }}\n  - {{ uuidv4 }}\n  - {{ htpasswd \"a\" \"b\" | quote }}",
                "data:\n  {{- toYaml (dict \"password\" (randAlphaNum 9)) | nindent 2 }}",
            })
    void textThatDecidesNothing(String lines) throws Exception {
        chart.file(T, "kind: Secret\n" + lines + "\n");

        assertThat(named()).isEmpty();
    }

    /** What becomes of a chart after 2040. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set .Values.part \"late\" (now | date \"2006\" | int | lt 2040) }}",
                "{{ $_ := set .Values.part \"late\" ((now).Year | lt 2040) }}",
                "{{ $_ := set .Values.part \"late\" (now.Year | lt 2040) }}",
                "{{ if lt 2040 (now | date \"2006\" | atoi) }}{{ $_ := set .Values.part \"late\" true }}{{ end }}",
                "{{ $_ := mergeOverwrite .Values.part (fromYaml (tpl (.Files.Get \"late.txt\") .)) }}",
                "{{ $_ := set .Values.part \"late\" (tpl (replace \"NOW\" \"now\" \"{{ NOW | date `2006` | int | lt 2040 }}\") . | eq \"true\") }}",
                "{{ $_ := set .Values.part \"late\" (tpl (.Files.Get \"late.txt\" | trim) . | hasSuffix \"true\") }}",
                "{{ $_ := set .Values.part \"late\" (eq (len (randAlphaNum 8 | replace \"a\" \"\")) 8 | ternary (now.Year | lt 2040) (now.Year | lt 2040)) }}",
            })
    void podsOfAnotherTimeAreEvaluated(String change) throws Exception {
        chart.file(FIRST, change)
                .file("late.txt", "late: {{ now | date \"2006\" | int | lt 2040 }}")
                .file(
                        T,
                        "kind: Thing\n{{ if contains `\"late\":true` (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}");

        assertEvaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if contains `\"n\":1` (toJson .Values.part) }}\n---\nkind: Pod\n{{ end }}",
                "{{ range $k, $v := .Values.part }}{{ if eq (toString $v) \"1\" }}\n---\nkind: Pod\n{{ end }}{{ end }}",
                "{{ range values .Values.part }}{{ if eq (int .) 1 }}\n---\nkind: Pod\n{{ end }}{{ end }}",
                "{{ include (printf \"shop.%s\" (regexFind \"[0-9]\" (toJson .Values.part))) . }}",
            })
    void podsOfOtherRandomValuesAreEvaluated(String template) throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values.part \"n\" (randInt 0 2) }}")
                .file(
                        "templates/_pod.tpl",
                        "{{ define \"shop.0\" }}{{ end }}{{ define \"shop.1\" }}\n---\nkind: Pod\n{{ end }}")
                .file(T, "kind: Thing\n" + template);

        ChartRenderer.Rendered installed = render();
        for (int i = 0; i < 60 && installed.manifests().toString().contains("kind: Pod"); i++) {
            installed = render();
        }

        assertThat(installed.upgradeThatDiffers()).isPositive();
        chart.asUpgrade(installed.upgradeThatDiffers());
        assertThat(text(render())).contains("kind: Pod");
    }

    private void assertEvaluated() throws Exception {
        ChartRenderer.Rendered installed = render();
        chart.asUpgrade(installed.upgradeThatDiffers());
        ChartRenderer.Rendered later = render();

        assertThat(text(installed)).doesNotContain("kind: Pod");
        assertThat(installed.conditions()).isNotEmpty();
        assertThat(installed.notes())
                .anyMatch(note -> note.startsWith("chart/" + T + " writes other documents at another time"));
        assertThat(text(later)).contains("kind: Pod");
        assertThat(later.notes()).noneMatch(note -> note.contains("which lines of the chart wrote it is unknown"));
        assertThat(later.upgradeThatDiffers()).isZero();
        assertThat(later.manifests().stream()
                        .filter(manifest -> manifest.text().contains("kind: Pod"))
                        .findFirst()
                        .orElseThrow()
                        .origins()
                        .toString())
                .isNotEmpty();
    }

    @Test
    void fieldsOfAnotherTimeAreEvaluated() throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values.part \"late\" (now.Year | lt 2040) }}")
                .file(T, "kind: Thing\nprivileged: {{ contains `\"late\":true` (toJson .Values.part) }}\n");

        assertThat(render().upgradeThatDiffers()).isEqualTo(ChartRequest.UPGRADE_AT_ANOTHER_TIME);
    }

    /** A password that templates share by values is another one at another time, and nothing else. */
    @Test
    void randomTextThatTemplatesShare() throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values \"password\" (randAlphaNum 20) }}")
                .file(T, "kind: Secret\ndata:\n  a: {{ .Values.password | b64enc }}\n");

        assertThat(render().upgradeThatDiffers()).isZero();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    @Test
    void aChartThatRefusesToBeUpgraded() throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values.part \"late\" (now.Year | lt 2040) }}")
                .file(
                        T,
                        "{{ if .Release.IsUpgrade }}{{ fail \"no\" }}{{ end }}kind: Thing\n{{ if contains `true` (toJson .Values.part) }}a: b{{ end }}");

        assertThat(named()).isNotEmpty();
        assertThat(isEvaluated()).isFalse();
    }

    @Test
    void aChartThatRefusesAnotherTime() throws Exception {
        chart.file("late.txt", "{{ if lt 2040 (now | date \"2006\" | int) }}{{ fail \"no\" }}{{ end }}")
                .file(T, "kind: Thing\na: {{ tpl (.Files.Get \"late.txt\" | trim) . | quote }}");

        assertThat(named()).isNotEmpty();
    }

    /** Conditions on data of Secrets are counted apart; in a Secret may be more. */
    @Test
    void whatSecretsHold() throws Exception {
        chart.file(T, "kind: Secret\ndata:\n  {{ randAlpha 3 }}: a\n");
        assertThat(named()).containsExactly("chart/" + T + ":3 (random values) of a Secret");

        chart.file(T, "kind: Secret\nimmutable: {{ eq (randInt 0 2) 1 }}\n");
        assertThat(named()).containsExactly("chart/" + T + ":2 (random values)");
    }

    /** Notes are not installed. */
    @Test
    void whatNotesWrite() throws Exception {
        chart.file("templates/NOTES.txt", "{{ now }}: {{ randAscii 3 }}\n{{ randAscii 9 }}")
                .file(T, "kind: Thing\n");

        assertThat(named()).isEmpty();
    }
}
