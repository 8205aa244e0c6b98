package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions for the types of Helm's own objects, which Helm 4 answers otherwise than Helm 3. */
class HelmVersionBranchesTest {
    private static final String T = "templates/a.yaml";
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: hidden}\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file("values.yaml", "name: shop\npods: {}\n");
    }

    private List<String> named() throws SourceException {
        return new HelmChartRenderer()
                .render(chart.request()).conditions().stream()
                        .map(DeploymentCondition::toString)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if eq (typeOf .Values) \"common.Values\"",
                "if hasPrefix \"common.\" (typeOf .)",
                "if contains \"common\" (printf \"%T\" .Capabilities)",
                "if kindIs \"map\" .Chart",
                "if eq (kindOf .Chart) \"map\"",
                "if eq (kindOf $.Chart) \"struct\"",
                "if typeIs \"map[string]interface {}\" .Chart",
                "if typeIsLike \"chartutil.Values\" .Template",
                "if typeIs \"chartutil.VersionSet\" .Capabilities.APIVersions",
                "if ne (typeOf .Capabilities.KubeVersion) \"chartutil.KubeVersion\"",
                "if hasPrefix \"[]interface\" (typeOf .Chart.Maintainers)",
                "if contains \"common\" (printf \"%T\" $v)",
                "if eq (include \"type\" .) \"common.Values\"",
                "if eq (printf \"%#v\" .Values | trunc 6) \"common\"",
                "if eq (toJson .Chart.Dependencies) \"[]\"",
                "if contains \"Dependencies\" (toJson .Chart)",
                "if contains \"Dependencies\" (.Chart | toYaml)",
                "if contains \"Dependencies\" (printf \"%v\" .Chart)",
                "if contains `\"Dependencies\":[]` (toJson .Chart)",
                "if contains \"null\" ($.Chart.Dependencies | toYaml)",
            })
    void whatTellsHelm4From3(String condition) throws Exception {
        chart.file("templates/_type.tpl", "{{ define \"type\" }}{{ typeOf .Values }}{{ end }}")
                .file(T, "kind: Thing\n{{ $v := .Values }}\n{{- " + condition + " }}\n" + POD + "{{ end }}");

        assertThat(named()).anyMatch(text -> text.startsWith("chart/" + T + ":3 (") && text.endsWith("Helm version)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if kindIs \"map\" .Values.pods",
                "if kindIs \"map\" .Values",
                "if typeIs \"string\" .Values.name",
                "if typeIs \"string\" .",
                "if eq (typeOf .Values.name) \"string\"",
                "if eq (typeOf .Values.pods) \"map[string]interface {}\"",
                "if eq (typeOf .Release) \"map[string]interface {}\"",
                "if kindIs \"string\" .Chart.Name",
                "if typeIs \"string\" .Chart.Name",
                "if contains \"shop\" (printf \"%s\" .Chart.Name)",
                "if eq (printf \"%T\" .Values.name) \"string\"",
                "if kindIs \"slice\" .Chart.Maintainers",
                "if .Chart.Dependencies",
                "range .Chart.Dependencies",
                "if not (empty .Chart.Dependencies)",
                "if gt (len .Chart.Dependencies) 0"
            })
    void whatBothHelmsAnswerAlike(String condition) throws Exception {
        chart.file(T, "kind: Thing\n{{- " + condition + " }}\na: b\n{{ end }}");

        assertThat(named()).isEmpty();
    }
}
