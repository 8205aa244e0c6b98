package io.github.akspolicy.helm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no template looks at is not executed again; nothing may get lost by that. */
class CourseTest {
    private static final String VALUES = "active: true\nsecurity: {level: {a: 1}}\nitems: [{name: x}]\n";

    /** Executed last. */
    private static final String READER = """
            {{- $late := "{{ .Release.Revision }}" }}
            all: {{ toJson .Values }} {{ .Release.late }} {{ .late }} {{ (index .Subcharts "base").late }}
            {{- if .Values.upgraded }}
            privileged: true
            {{- end }}
            """;

    @TempDir
    private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve("chart").resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Courses chart(String changing) throws Exception {
        write("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\nannotations: {a: b}\n");
        write("values.yaml", VALUES);
        write("charts/base/Chart.yaml", "apiVersion: v2\nname: base\nversion: 1.0.0\n");
        write("charts/base/values.yaml", "deep: {er: {}}\n");
        write("charts/base/templates/b.yaml", "kind: ConfigMap\n");
        write(
                "templates/_helpers.tpl",
                "{{ define \"change\" }}{{ $_ := set .Values \"upgraded\" .Release.IsUpgrade }}{{ end }}");
        write("templates/z.yaml", changing);
        write("templates/a.yaml", READER);
        return Courses.of(folder.resolve("chart"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set .Values \"upgraded\" .Release.IsUpgrade }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := set .Values \"upgraded\" true }}{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := unset .Values.security \"level\" }}{{ end }}",
                "{{ if gt .Release.Revision 2 }}{{ $_ := set (first .Values.items) \"name\" \"y\" }}{{ end }}",
                "{{ $_ := merge .Values (dict \"upgraded\" .Release.IsUpgrade) }}",
                "{{ $_ := mergeOverwrite .Values.security (dict \"level\" (dict \"a\" .Release.Revision)) }}",
                "{{ $_ := mustMergeOverwrite .Values (dict \"security\" (dict \"level\" (dict \"a\" .Release.Revision))) }}",
                "{{ $m := merge (dict) .Values }}{{ $_ := set $m.security \"at\" .Release.Revision }}",
                "{{ $m := mergeOverwrite (dict) .Values }}{{ $_ := mergeOverwrite $m (dict \"security\" (dict \"at\" .Release.Revision)) }}",
                "{{ $d := dict \"v\" .Values.security }}{{ $_ := set $d.v \"at\" .Release.Revision }}",
                "{{ range .Values.items }}{{ $_ := set . \"at\" $.Release.Revision }}{{ end }}",
                "{{ with .Values.security }}{{ $_ := set . \"at\" $.Release.Revision }}{{ end }}",
                "{{ $_ := set . \"late\" .Release.Revision }}",
                "{{ $_ := set .Release \"late\" .Release.Revision }}",
                "{{ $_ := set .Release \"Name\" (printf \"%d\" .Release.Revision) }}",
                "{{ $_ := set (index .Subcharts \"base\") \"late\" .Release.Revision }}",
                "{{ $_ := set (index .Subcharts \"base\").Values.deep.er \"at\" .Release.Revision }}",
                "{{ $_ := set .Values.AsMap \"upgraded\" .Release.IsUpgrade }}",
                "{{ $_ := set (.Values.Table \"security\") \"at\" .Release.Revision }}",
                "{{ tpl \"{{ $_ := set .Values `upgraded` .Release.IsUpgrade }}\" . }}",
                "{{ include \"change\" . }}",
                "{{ $_ := set .Values \"at\" (now | unixEpoch) }}",
                "{{ $_ := set .Values \"word\" (randAlphaNum 8) }}",
                "{{ $_ := set .Values \"found\" (lookup \"v1\" \"Secret\" \"a\" \"b\") }}",
                "{{ $_ := set .Values \"apis\" (.Capabilities.APIVersions.Has \"policy/v1beta1\") }}",
                "{{ if .Values.active }}{{ else }}{{ $_ := set .Values \"upgraded\" true }}{{ end }}",
                "{{ $_ := set .Values \"global\" (dict \"at\" .Release.Revision) }}",
                "{{ $_ := set .Values.base \"at\" .Release.Revision }}",
                "{{ if hasKey (index .Subcharts \"base\") \"Template\" }}{{ .Release.IsUpgrade }}{{ end }}",
                "{{ toJson (index .Subcharts \"base\").Template }}{{ .Release.Revision }}{{ now }}",
                "{{ if .Release.IsUpgrade }}{{ fail \"no upgrades\" }}{{ end }}",
                "{{ if .Values.active }}{{ else }}{{ required \"a word\" .Values.word }}{{ end }}",
                "at: {{ now | date \"2006\" }} {{ randAlphaNum 5 }} {{ .Release.Revision }}",
                "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"a\" .Release.Revision }}{{ toJson $d }}",
            })
    void anExecutionAfterAnotherOneIsLikeOneFromTheBeginning(String changing) throws Exception {
        Courses chart = chart(changing);
        assertThat(chart.rendered().isWhole()).as(chart.rendered().reason()).isTrue();
        assertThat(chart.assertAlike()).isGreaterThan(10);
    }

    @Test
    void onlyWhatLooksAtTheDifferenceIsExecutedAgain() throws Exception {
        Courses chart = chart("{{ if .Release.IsUpgrade }}upgraded: true{{ end }}");
        Course upgrade = chart.again(Situation.RENDERED.at(2));
        assertThat(upgrade.texts().get("shop/templates/z.yaml").bytes()).isEqualTo("upgraded: true");
        assertThat(upgrade.steps()).isPositive().isLessThan(chart.rendered().steps());
        assertThat(chart.again(Situation.RENDERED.later()).steps()).isZero();
    }

    @Test
    void whoChangesAMapOfItsOwnChangesNothingForOthers() throws Exception {
        Courses chart =
                chart("{{ $d := dict }}{{ $_ := set $d \"a\" .Release.Revision }}{{ toJson (merge $d .Values) }}");
        Course upgrade = chart.again(Situation.RENDERED.at(2));
        assertThat(upgrade.texts().get("shop/templates/z.yaml").bytes()).contains("\"a\":2");
        assertThat(upgrade.steps()).isPositive().isLessThan(chart.rendered().steps());
    }
}
