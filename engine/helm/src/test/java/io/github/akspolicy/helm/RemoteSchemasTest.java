package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chart whose schema refers to others renders without these: one line says so, and the rest of the schema holds. */
class RemoteSchemasTest {
    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "properties": {
                "affinity": {"$ref": "https://schemas.invalid/core.json#/definitions/Affinity"},
                "pod": {"$ref": "https://schemas.invalid/core.json#/definitions/Affinity"},
                "extra": {"items": {"$ref": "https://schemas.invalid/core.json#/definitions/Container"}},
                "port": {"type": "integer"}
              }
            }
            """;
    private static final String TEMPLATE = "kind: Thing\nport: {{ .Values.port }}\n";

    /** Where the schema lies. */
    enum Place {
        FOLDER,
        ARCHIVE,
        SUBCHART,
        PACKED_SUBCHART,
        LOCAL_DEPENDENCY
    }

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
    }

    private static TestArchive archive(String name) {
        return new TestArchive()
                .file(name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                .file(name + "/values.schema.json", SCHEMA)
                .file(name + "/values.yaml", "port: 80\n")
                .file(name + "/templates/a.yaml", TEMPLATE);
    }

    private void put(Place place) {
        String parent = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
        String sub = "apiVersion: v2\nname: sub\nversion: 1.0.0\n";
        switch (place) {
            case FOLDER ->
                chart.file("values.schema.json", SCHEMA)
                        .file("values.yaml", "port: 80\n")
                        .file("templates/a.yaml", TEMPLATE);
            case ARCHIVE -> chart.bytes("shop-1.0.0.tgz", archive("shop").tgz()).at("shop-1.0.0.tgz");
            case SUBCHART ->
                chart.file("charts/sub/Chart.yaml", sub)
                        .file("charts/sub/values.schema.json", SCHEMA)
                        .file("charts/sub/values.yaml", "port: 80\n")
                        .file("charts/sub/templates/a.yaml", TEMPLATE);
            case PACKED_SUBCHART ->
                chart.bytes("chart/charts/sub-1.0.0.tgz", archive("sub").tgz());
            case LOCAL_DEPENDENCY ->
                chart.file(
                                "Chart.yaml",
                                parent + "dependencies: [{name: sub, version: 1.0.0, repository: 'file://../sub'}]\n")
                        .outside("sub/Chart.yaml", sub)
                        .outside("sub/values.schema.json", SCHEMA)
                        .outside("sub/values.yaml", "port: 80\n")
                        .outside("sub/templates/a.yaml", TEMPLATE);
        }
    }

    private void renders(Place place, HelmChartRenderer renderer) throws SourceException {
        put(place);
        Rendered rendered = renderer.render(chart.request());
        assertThat(rendered.manifests()).hasSize(1);
        assertThat(rendered.manifests().get(0).text()).contains("port: 80");
        assertThat(rendered.notEvaluated())
                .singleElement()
                .satisfies(line -> assertThat(line.fault()).isEqualTo("values against 2 remote schemas"))
                .extracting(NotEvaluated::at)
                .satisfies(at -> assertThat(at.path()).endsWith("values.schema.json"))
                .satisfies(at -> assertThat(at.line()).isEqualTo(4));

        boolean isRoot = place == Place.FOLDER || place == Place.ARCHIVE;
        chart.set(SetValue.Type.SET_STRING, isRoot ? "port" : "sub.port", "none");
        assertThatThrownBy(() -> renderer.render(chart.request()))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .startsWith("aks-policy.yaml:7:9: the values do not fit values.schema.json of chart "
                                        + (isRoot ? "shop" : "sub")));
    }

    @ParameterizedTest
    @EnumSource
    void theRestOfTheSchemaHolds(Place place) throws SourceException {
        renders(place, new HelmChartRenderer());
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"helm3", "helm4"})
    void theRestOfTheSchemaHoldsForABinary(String name) throws Exception {
        Path binary = HelmBinaries.folder().resolve(name);
        HelmEngine engine = HelmEngines.binary(binary);
        for (Place place : Place.values()) {
            chart = new TestChart(Files.createDirectory(folder.resolve(place.name())));
            renders(place, new HelmChartRenderer(engine));
        }
    }

    @Test
    void aFileOfTheMachineIsNotRead() throws SourceException {
        Path secret = folder.resolve("secret.json");
        chart.file("values.schema.json", "{\"$ref\": \"" + secret.toUri() + "\"}")
                .file("templates/a.yaml", "kind: Thing\n");

        assertThat(new HelmChartRenderer().render(chart.request()).notEvaluated())
                .singleElement()
                .asString()
                .startsWith("chart/values.schema.json:1:2: values against 1 remote schema (nothing is fetched");
    }

    /** An archive in an archive is not changed: what cannot be proven is refused, as it was. */
    @Test
    void aSchemaThatCannotBeReplacedIsRefused() {
        byte[] outer = new TestArchive()
                .file("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
                .file("shop/charts/sub-1.0.0.tgz", archive("sub").tgz())
                .tgz();
        chart.bytes("shop-1.0.0.tgz", outer).at("shop-1.0.0.tgz");

        assertThat(chart.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("leads out of the chart"));
    }

    @Test
    void aChartWithoutReferencesHasNoLine() throws SourceException {
        chart.file("values.schema.json", "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}}, \"$defs\": {\"a\": {}}}")
                .file("templates/a.yaml", "kind: Thing\n");

        assertThat(new HelmChartRenderer().render(chart.request()).notEvaluated())
                .isEqualTo(List.of());
    }
}
