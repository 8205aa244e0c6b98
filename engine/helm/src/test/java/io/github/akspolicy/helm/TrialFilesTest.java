package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides about a template that is executed for a field that is absent: other templates, files, values of environments. */
class TrialFilesTest {
    private static final String FILE = "shop/templates/pod.yaml";
    private static final FieldPath FIELD = FieldPath.parse("spec.securityContext.runAsNonRoot");

    private static final String COMPOSED = "(print $.Template.BasePath \"/config.yaml\")";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations: {checksum: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}}
            spec:
              {{- with .Values.podSecurityContext }}
              securityContext: {{- toYaml . | nindent 4 }}
              {{- end }}
              containers: [{name: {{ include "shop.name" . }}, image: a}]
            """;

    @TempDir
    private Path folder;

    private TestChart chart() {
        return new TestChart(folder)
                .file("values.yaml", "podSecurityContext: {}\n")
                .file("values.schema.json", "{}\n")
                .file("README.md", "text\n")
                .file("crds/thing.yaml", "kind: CustomResourceDefinition\n")
                .file("templates/_helpers.tpl", "{{ define \"shop.name\" }}web{{ end }}")
                .file("templates/pod.yaml", POD)
                .file("templates/config.yaml", "kind: ConfigMap\n")
                .file("templates/other.yaml", "kind: Thing\na: {{ genCA \"a\" 1 | toJson | quote }}\n")
                .file("templates/NOTES.txt", "thanks\n")
                .file("templates/tests/test.yaml", "kind: Thing\n");
    }

    /** The key that decides about the field; empty when none was found. */
    private String key(TestChart chart) throws Exception {
        return key(new HelmChartRenderer(), chart);
    }

    private String key(HelmChartRenderer renderer, TestChart chart) throws Exception {
        ChartRenderer.Rendered rendered = renderer.render(chart.request());
        String key = key(rendered);
        assertThat(rendered.renders().get().getOrDefault("trial", 0))
                .as("renders of Helm")
                .isEqualTo(key.isEmpty() ? 0 : 1);
        return key;
    }

    private static String key(ChartRenderer.Rendered rendered) throws Exception {
        ManifestFile pod = rendered.manifests().stream()
                .filter(manifest -> manifest.path().equals(FILE))
                .findFirst()
                .orElseThrow();
        var resources = new ArrayList<Resource>();
        ResourceReader.read(
                ManifestReader.yamlDocument(pod.text()), null, PodTemplates.KNOWN, resources::add, problem -> {});
        Field field = resources.get(0).root().follow(FIELD);
        Collection<DecidingValue> decided = Objects.requireNonNull(rendered.absentFields())
                .decide(List.of(new AbsentField(FILE, resources.get(0).id(), 0, field.place())))
                .values();
        return decided.isEmpty() ? "" : decided.iterator().next().key();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shop/templates/config.yaml\"",
                "(printf \"%s/config.yaml\" .Template.BasePath)",
                "(print .Template.BasePath \"/con\" \"fig.yaml\")",
                "(print .Template.BasePath (default \"/config.yaml\" .Values.file))",
            })
    void aFileThatIsIncludedIsExecuted(String name) throws Exception {
        assertThat(key(chart().file("templates/pod.yaml", POD.replace(COMPOSED, name))))
                .isEqualTo("podSecurityContext.runAsNonRoot");
    }

    /** Others change the values that the template reads, and are executed with it. */
    @Test
    void whatChangesValuesIsExecutedToo() throws Exception {
        TestChart chart = chart().file(
                        "templates/z/a.yaml",
                        "{{ $_ := set .Values \"podSecurityContext\" (merge (dict \"fsGroup\" 1) .Values.pod) }}")
                .file("values.yaml", "podSecurityContext: {}\npod: {}\n");

        assertThat(key(chart)).isEqualTo("pod.runAsNonRoot");
    }

    /** The file alone takes the value, another one does not. */
    @Test
    void aValueThatAnotherFileRefusesIsNotNamed() throws Exception {
        TestChart chart = chart().file(
                        "templates/NOTES.txt",
                        "{{ if .Values.podSecurityContext }}{{ fail \"use securityContext\" }}{{ end }}");

        assertThat(key(chart)).isEmpty();
    }

    @Test
    void ofTwoValuesTheOneThatNoFileRefusesIsNamed() throws Exception {
        TestChart chart = chart().file(
                        "templates/pod.yaml",
                        POD.replace(
                                ".Values.podSecurityContext",
                                "(.Values.podSecurityContext | default .Values.security)"))
                .file("values.yaml", "podSecurityContext: {}\nsecurity: {}\n")
                .file("templates/NOTES.txt", "{{ if .Values.podSecurityContext }}{{ fail \"use security\" }}{{ end }}");

        assertThat(key(chart)).isEqualTo("security.runAsNonRoot");
    }

    @Test
    void templatesThatReadFilesHaveThem() throws Exception {
        TestChart chart = chart().file("files/pod.yaml", "{{ toYaml .Values.podSecurityContext }}")
                .file(
                        "templates/pod.yaml",
                        POD.replace("toYaml .", "tpl (.Files.Get \"files/pod.yaml\") $")
                                .replace("{{- with .Values.podSecurityContext }}", "{{- with $ }}"));

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
    }

    /** What is random is another text for Helm than for the executor, and decides nothing. */
    @Test
    void aFileWithAPasswordIsLikeAnyOther() throws Exception {
        TestChart chart = chart().file(
                        "templates/pod.yaml",
                        POD.replace("annotations:", "labels: {word: {{ randAlphaNum 9 | quote }}}\n  annotations:"));

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
    }

    @Test
    void eachEnvironmentIsLookedAtByItself() throws Exception {
        chart().file("values.yaml", "podSecurityContext: {}\nsecurity: true\n")
                .file(
                        "templates/pod.yaml",
                        POD.replace(
                                "{{- with",
                                "{{- if not .Values.security }}\n  securityContext: {runAsNonRoot: true}\n  {{- end }}\n  {{- with"));
        var renderer = new HelmChartRenderer();
        String found = "podSecurityContext.runAsNonRoot";

        assertThat(key(renderer, environment(""))).isEqualTo(found);
        assertThat(key(renderer, environment("podSecurityContext: {fsGroup: 1}")))
                .isEqualTo(found);
        assertThat(key(renderer, environment("podSecurityContext: null"))).isEqualTo(found);
    }

    private TestChart environment(String values) {
        return new TestChart(folder).values("of-environment.yaml", values);
    }
}
