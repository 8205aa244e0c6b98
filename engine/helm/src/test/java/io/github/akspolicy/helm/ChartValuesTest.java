package io.github.akspolicy.helm;

import static io.github.akspolicy.source.SetValue.Type.SET;
import static io.github.akspolicy.source.SetValue.Type.SET_JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that each chart saw, and the lines that supplied them. */
class ChartValuesTest {
    private static final String TEMPLATE = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file(TEMPLATE, "kind: Thing\n");
    }

    private ChartValues values(String name) throws Exception {
        return new HelmChartRenderer()
                .render(chart.request()).values().stream()
                        .filter(values -> values.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Origin origin(ChartValues values, String path) throws Exception {
        Field root = Field.root(ManifestReader.json(values.content().text(), ReadLimits.DEFAULT));
        Field field = path.isEmpty() ? root : root.follow(FieldPath.parse(path));
        return values.content().origins().locate(field.place());
    }

    private String primary(String path) throws Exception {
        return origin(values("shop"), path).primary().toString();
    }

    @Test
    void theStrongestLayerSuppliedTheValue() throws Exception {
        chart.file("values.yaml", "a: 1\nm:\n  x: 1\n  w: 1\nlist: [1, 2]\n")
                .values("dev.yaml", "m: {w: 2}\n")
                .values("more.yaml", "list:\n  - 3\n")
                .set(SET, "m.z", "4")
                .set(SET, "made.by.set", "5");

        assertThat(values("shop").content().text())
                .isEqualTo("{\"a\":1,\"list\":[3],\"m\":{\"w\":2,\"x\":1,\"z\":4},\"made\":{\"by\":{\"set\":5}}}");
        assertThat(primary("a")).isEqualTo(chart.in("values.yaml", "a:"));
        assertThat(primary("m.x")).isEqualTo(chart.in("values.yaml", "x:"));
        assertThat(primary("m.w")).isEqualTo(chart.inWorkspace("dev.yaml", "w:"));
        assertThat(primary("list[0]")).isEqualTo(chart.inWorkspace("more.yaml", "3"));
        assertThat(primary("m.z")).isEqualTo(TestChart.SET.toString());
        assertThat(primary("made.by")).isEqualTo(TestChart.SET.toString());
        Origin w = origin(values("shop"), "m.w");
        assertThat(w.related().stream().map(Object::toString)).containsExactly(chart.in("values.yaml", "w:"));
        assertThat(w.valuesKeys()).containsExactly("m.w");
        assertThat(w.approximate()).isFalse();
    }

    @Test
    void whatIsMissingLeadsToWhatLacksItOrRemovedIt() throws Exception {
        chart.file("values.yaml", "# first\nm: {x: {deep: 1}}\n")
                .values("dev.yaml", "# second\nm:\n  x: null\n")
                .set(SET, "made.by.set", "5");

        assertThat(primary("m.other")).isEqualTo(chart.inWorkspace("dev.yaml", "m:"));
        assertThat(primary("m.x.deep")).isEqualTo(chart.inWorkspace("dev.yaml", "x:"));
        assertThat(primary("nowhere.at.all")).isEqualTo(chart.inWorkspace("dev.yaml", "m:"));
        assertThat(primary("made.by.nobody")).isEqualTo(TestChart.SET.toString());
        assertThat(origin(values("shop"), "m.other").valuesKeys()).containsExactly("m.other");
    }

    @Test
    void chartsThatOthersBringHaveTheirOwnScope() throws Exception {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: redis, version: 1.0.0, alias: cache}
                          - {name: redis, version: 1.0.0, alias: queue, condition: queue.enabled}
                          - name: theirs
                            version: 2.0.0
                            repository: https://example.com/charts
                        """)
                .file("charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 1.0.0\n")
                .file("charts/redis/values.yaml", "port: 1\nsize: 1\nglobal: {zone: a}\n")
                .file("charts/redis/templates/r.yaml", "kind: Redis\n")
                .file("charts/theirs/Chart.yaml", "apiVersion: v2\nname: theirs\nversion: 2.0.0\n")
                .file("charts/theirs/values.yaml", "tag: latest\nother: 1\n")
                .thirdParty("charts/theirs")
                .file("values.yaml", "cache: {size: 2}\nqueue: {enabled: false}\nglobal: {region: b}\n")
                .values("dev.yaml", "theirs: {other: 2}\n");

        var rendered = new HelmChartRenderer().render(chart.request()).values();
        assertThat(rendered.stream().map(ChartValues::name)).containsExactly("shop", "shop/cache", "shop/theirs");
        assertThat(rendered.stream().map(ChartValues::chart)).containsExactly("shop", "redis", "theirs");

        ChartValues cache = values("shop/cache");
        assertThat(origin(cache, "port").primary()).hasToString(chart.in("charts/redis/values.yaml", "port"));
        assertThat(origin(cache, "port").valuesKeys()).containsExactly("cache.port");
        assertThat(origin(cache, "size").primary()).hasToString(chart.in("values.yaml", "size"));
        assertThat(origin(cache, "none").primary()).hasToString(chart.in("values.yaml", "cache"));
        assertThat(origin(cache, "global.region").primary()).hasToString(chart.in("values.yaml", "region"));
        assertThat(origin(cache, "global.region").valuesKeys()).containsExactly("global.region");

        // nobody edits a chart of others: its entry is shown, and the key to set
        Origin tag = origin(values("shop/theirs"), "tag");
        assertThat(tag.primary()).hasToString(chart.in("Chart.yaml", "name: theirs"));
        assertThat(tag.valuesKeys()).containsExactly("theirs.tag");
        assertThat(tag.chart()).hasToString("theirs@2.0.0 values.yaml:1");
        assertThat(tag.isVendorDebt()).isFalse();
        assertThat(origin(values("shop/theirs"), "other").primary())
                .hasToString(chart.inWorkspace("dev.yaml", "other"));

        chart.firstParty("theirs");
        Origin own = origin(values("shop/theirs"), "tag");
        assertThat(own.primary()).hasToString(chart.in("charts/theirs/values.yaml", "tag"));
        assertThat(own.chart()).isNotNull();
        assertThat(own.chart().vendor()).isFalse();
    }

    @Test
    void aChartWithoutValuesHasAPlaceAllTheSame() throws Exception {
        assertThat(values("shop").content().text()).isEqualTo("{}");
        assertThat(primary("a.b")).isEqualTo("chart/Chart.yaml:1:1");
        chart.set(SET_JSON, "a", "{\"c\": [1, {\"d\": null}]}");
        assertThat(primary("a.c[1]")).isEqualTo(TestChart.SET.toString());
        assertThat(primary("a.b")).isEqualTo(TestChart.SET.toString());
    }

    @Test
    void aFileThatOnlyHelmReadsIsNamed() throws Exception {
        chart.file("values.yaml", "a: 1\n").values("dev.yaml", "b: 1\nc: '\ufeff'\nd: 1\n");
        List<ChartValues> all;
        try {
            all = new HelmChartRenderer().render(chart.request()).values();
        } catch (io.github.akspolicy.source.SourceException refused) {
            // a Helm that refuses the file names it itself
            assertThat(refused.problems()).asString().contains("dev.yaml");
            return;
        }
        Origin origin = origin(all.get(0), "b");
        assertThat(origin.primary()).hasToString("dev.yaml:1:1");
        assertThat(origin.approximate()).isTrue();
    }

    @Test
    void ofEqualKeysTheLastOneIsNamed() throws Exception {
        chart.file("values.yaml", "a: 1\n").values("dev.yaml", "# two of them\nb: 1\nb: 2\n");

        Origin origin =
                origin(new HelmChartRenderer().render(chart.request()).values().get(0), "b");

        assertThat(origin.primary()).hasToString("dev.yaml:3:1");
        assertThat(origin.approximate()).isFalse();
    }

    /** The deepest template runs first, in Helm as here: what reports the values must be deeper than any of the chart. */
    @ParameterizedTest
    @ValueSource(strings = {"templates/a.yaml", "templates/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z.yaml"})
    void templatesThatSetValuesComeAfter(String path) throws Exception {
        chart.file("values.yaml", "a: 1\n").file(path, "{{ $_ := set .Values \"a\" 2 }}kind: Thing\n");

        assertThat(values("shop").content().text()).contains("\"a\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/"})
    void templatesOfAnArchiveComeAfter(String deep) throws Exception {
        chart.file("values.yaml", "sub: {a: 1}\n")
                .bytes(
                        "chart/charts/sub-1.0.0.tgz",
                        ChartFilesTest.archive(new TreeMap<>(Map.of(
                                "sub/Chart.yaml",
                                "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
                                "sub/templates/" + deep + "c.yaml",
                                "{{ $_ := set .Values \"a\" 2 }}kind: Thing\n"))));

        assertThat(values("shop/sub").content().text()).contains("\"a\":1");
    }
}
