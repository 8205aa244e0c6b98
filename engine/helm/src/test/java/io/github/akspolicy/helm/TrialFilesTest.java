package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
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
import io.github.akspolicy.source.SetValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a chart is rendered again for a field that is absent: what decides about its template, and no more. */
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

    private final TreeSet<String> files = new TreeSet<>();
    private final Set<Path> copies = new LinkedHashSet<>();
    private int calls;

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

    /** The key that decides about the field; notes which files Helm saw meanwhile. */
    private String key(TestChart chart) throws Exception {
        return key(new HelmChartRenderer(seeing()), chart);
    }

    private HelmEngine seeing() throws HelmFailure {
        return new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call, Mode mode) throws HelmFailure {
                if (mode == Mode.WRITTEN) {
                    note(call.chart());
                    copies.add(call.chart());
                    calls++;
                }
                return super.render(call, mode);
            }
        };
    }

    private String key(HelmChartRenderer renderer, TestChart chart) throws Exception {
        ChartRenderer.Rendered rendered = renderer.render(chart.request());
        files.clear();
        copies.clear();
        calls = 0;
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

    private void note(Path chart) {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(chart)))) {
            for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry()) {
                files.add(file.getName().replaceFirst("^chart/", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatDoesNotDecideIsLeftOut() throws Exception {
        assertThat(key(chart())).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files)
                .containsExactly(
                        "Chart.yaml",
                        "README.md",
                        "templates/_helpers.tpl",
                        "templates/config.yaml",
                        "templates/pod.yaml",
                        "values.yaml");
    }

    @Test
    void whatChangesValuesOrRefusesThemStays() throws Exception {
        TestChart chart = chart().file("templates/a.yaml", "{{ $_ := set .Values \"a\" 1 }}")
                .file(
                        "templates/_check.tpl",
                        "{{ define \"check\" }}{{ if .Values.b }}{{ fail \"b\" }}{{ end }}{{ end }}")
                .file("templates/NOTES.txt", "{{ include \"check\" . }}");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/a.yaml", "templates/NOTES.txt").doesNotContain("templates/other.yaml");
    }

    @Test
    void aNameOfAFileThatIsComposedKeepsAll() throws Exception {
        TestChart chart = chart().file("templates/pod.yaml", POD.replace("\"/config.yaml\"", "\"/\" .Values.file"))
                .file("values.yaml", "podSecurityContext: {}\nfile: other.yaml\n");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/other.yaml", "templates/config.yaml", "templates/tests/test.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shop/templates/config.yaml\"",
                "(printf \"%s/config.yaml\" .Template.BasePath)",
                "(print .Template.BasePath \"/con\" \"fig.yaml\")",
            })
    void aFileThatIsIncludedStays(String name) throws Exception {
        TestChart chart = chart().file("templates/pod.yaml", POD.replace(COMPOSED, name));

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/config.yaml").doesNotContain("templates/other.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- $name := print .Template.BasePath \"/config.yaml\" }}",
                "{{- $file := \"config.yaml\" }}{{- $name := printf \"%s/%s\" .Template.BasePath $file }}",
            })
    void aFileInAVariableStays(String name) throws Exception {
        TestChart chart = chart().file("templates/pod.yaml", name + POD.replace(COMPOSED, "$name"));

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/config.yaml");
    }

    @Test
    void aFileThatOnlyValuesNameStays() throws Exception {
        TestChart chart = chart().file(
                        "templates/pod.yaml", "{{- $name := .Values.file }}" + POD.replace(COMPOSED, "$name"))
                .file("values.yaml", "podSecurityContext: {}\nfile: shop/templates/config.yaml\n");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/config.yaml");
    }

    @Test
    void aFileThatValuesChooseStays() throws Exception {
        TestChart chart = chart().file(
                        "templates/pod.yaml",
                        POD.replace(COMPOSED, "(print .Template.BasePath (default \"/config.yaml\" .Values.file))"))
                .file("values.yaml", "podSecurityContext: {}\nfile: /other.yaml\n");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/other.yaml");
    }

    @Test
    void whatIncludesAFileThatRefusesValuesStays() throws Exception {
        TestChart chart = chart().file("templates/_check.tpl", "{{ if .Values.b }}{{ fail \"b\" }}{{ end }}")
                .file("templates/other.yaml", "{{ include (print .Template.BasePath \"/_check.tpl\") . }}");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("templates/_check.tpl", "templates/other.yaml");
    }

    @Test
    void templatesThatReadFilesHaveThem() throws Exception {
        TestChart chart = chart().file("templates/config.yaml", "a: {{ .Files.Get \"crds/thing.yaml\" | quote }}\n");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files).contains("crds/thing.yaml").doesNotContain("templates/tests/test.yaml");
    }

    @Test
    void theSubchartOfAFieldIsRenderedWithItsParent() throws Exception {
        TestChart chart = chart().file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/values.yaml", "a: 1\n")
                .file("charts/cache/templates/_helpers.tpl", "{{ define \"cache.name\" }}a{{ end }}")
                .file("charts/cache/templates/a.yaml", "kind: Thing\n");

        assertThat(key(chart)).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(files)
                .contains("charts/cache/Chart.yaml", "charts/cache/templates/_helpers.tpl", "charts/cache/values.yaml")
                .doesNotContain("charts/cache/templates/a.yaml");
    }

    @Test
    void environmentsShareWhatIsWrittenForTrials() throws Exception {
        var renderer = new HelmChartRenderer(seeing());

        assertThat(key(renderer, chart().set(SetValue.Type.SET, "replicas", "1")))
                .isEqualTo("podSecurityContext.runAsNonRoot");
        Set<Path> first = Set.copyOf(copies);
        assertThat(key(renderer, new TestChart(folder).set(SetValue.Type.SET, "replicas", "2")))
                .isEqualTo("podSecurityContext.runAsNonRoot");

        assertThat(first).hasSize(1).isEqualTo(copies);
        assertThat(first.iterator().next()).isRegularFile();
    }

    private int trials(HelmChartRenderer renderer, String key, String values) throws Exception {
        assertThat(key(renderer, new TestChart(folder).values("of-environment.yaml", values)))
                .isEqualTo(key);
        return calls;
    }

    /** Of two environments the second tries what the first found, unless templates ask for something else around the field. */
    @Test
    void whatOneEnvironmentFoundIsTriedOnceInTheNext() throws Exception {
        String found = "podSecurityContext.runAsNonRoot";
        String refusing = "{{- with .Values.first }}{{ if .runAsNonRoot }}{{ fail \"no\" }}{{ end }}{{ end }}\n  ";
        chart().file("values.yaml", "podSecurityContext: {}\nfirst: {}\nreplicas: 1\n")
                .file("templates/pod.yaml", POD.replace("{{- with .Values.pod", refusing + "{{- with .Values.pod"));
        var renderer = new HelmChartRenderer(seeing());

        int first = trials(renderer, found, "");
        assertThat(trials(renderer, found, ""))
                .as("nothing differs: one for what is around the field, one for what was found")
                .isEqualTo(2)
                .isLessThan(first);
        assertThat(trials(renderer, found, "replicas: 3"))
                .as("the same, and one for what the values file may have taken away")
                .isEqualTo(3);
        int other = trials(renderer, found, "podSecurityContext: {fsGroup: 1}");
        assertThat(other).as("another value around the field").isGreaterThanOrEqualTo(first);
        assertThat(trials(new HelmChartRenderer(seeing()), found, "podSecurityContext: {fsGroup: 1}"))
                .as("as if it were alone")
                .isEqualTo(other);
    }
}
