package io.github.akspolicy.template.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.encode.JsonWriter;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chart that is put together once gives what putting it together again would give, or says that it cannot. */
class ComposedChartTest {
    private static final String USER =
            "image: {tag: \"1\"}\ngone: null\nhidden: null\nother: text\nkid: {size: 2, extra: {a: 1}, global: {gone: null}}\nhot: {size: 9}\n";

    private static ChartSource chart() {
        ChartSource leaf = chart("{name: leaf, version: 1.0.0}", "color: red\nextra: {}\n", List.of());
        ChartSource kid = chart(
                "{name: kid, version: 1.0.0, dependencies: [{name: leaf, version: 1.x}]}",
                "size: 1\nenabled: true\nextra: {}\nhidden: {b: 1}\nglobal: {zone: kid, gone: {b: 1}, own: {b: 2, c: {}}}\n",
                List.of(leaf));
        return chart(
                "{name: shop, version: 1.0.0, dependencies: [{name: kid, version: 1.x, condition: kid.enabled},"
                        + " {name: kid, version: 1.x, alias: hot}]}",
                "image: {tag: \"0\", name: shop}\nlist: [{a: 1}]\nempty: {}\ntext: \"\"\ngone: 1\n"
                        + "hidden: {a: 1}\nother: {a: 1}\n"
                        + "global: {region: {name: eu}, table: {a: 1, deep: {b: 1}}, empty: {}}\nkid: {hidden: null, leaf: {color: blue}}\n",
                List.of(kid));
    }

    private static ChartSource chart(String metadata, String values, List<ChartSource> charts) {
        return new ChartSource(map(metadata), List.of(), List.of(), map(values), charts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: {tag: \"2\"}",
                "image: {pull: {policy: Always}}",
                "image: text",
                "empty: {a: {b: [1]}}",
                "text: {a: b}",
                "list: []",
                "list: [{b: 2}, {c: {d: 1}}]",
                "new: {a: null-as-text}",
                "gone: {a: 1}",
                "hidden: text",
                "hot: {hidden: {c: 1}}",
                "kid: {size: 3}",
                "kid: {leaf: {color: green, extra: {deep: 1}}}",
                "kid: {extra: {a: 2, b: 3}}\nhot: {extra: {c: 1}}",
                "hot: {leaf: {color: white}}",
                "enabled: true",
                "image: {enabled: true}",
                "kid: {extra: {enabled: false}}",
                "other2: {extra: {a: 1}, hidden: {b: 1}}",
                "image: {extra: {a: 1}}",
                "kid: {leaf: {hidden: {b: 1}}}",
                "global: {region: {name: us}}",
                "global: {region: {code: {a: 1}}, zone: all, new: [1]}",
                "global: {table: {a: 2, deep: {c: 3}}}\nhot: {size: 4}",
                "global: {enabled: true, empty: {a: 1}}",
            })
    void changesTakeThePlaceOfValues(String changes) throws Exception {
        for (Dialect dialect : Dialect.values()) {
            ComposedChart once = ComposedChart.of(chart(), map(USER), dialect);
            String before = json(once.shared());

            Optional<ChartNode> changed = once.with(map(changes));

            GoMap user = map(changes);
            Tables.merge(user, map(USER), Tables.Nils.KEPT);
            assertThat(changed.map(ComposedChartTest::json))
                    .as(dialect.name())
                    .contains(json(Composition.of(chart(), user, dialect)));
            changed.ifPresent(chart -> scramble(ComposedChart.copy(chart).values()));
            assertThat(json(changed.orElseThrow())).isEqualTo(json(Composition.of(chart(), user, dialect)));
            assertThat(json(once.shared())).isEqualTo(before);
        }
    }

    /** Which charts are on, what charts share, what is taken away, and defaults that come back in the place of a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kid: {enabled: false}",
                "kid: {kid: {enabled: true}}",
                "other: {kid: true}",
                "tags: {a: true}",
                "global: {region: text}",
                "global: {region: {name: {a: 1}}}",
                "global: {region: null}",
                "global: {zone: {a: 1}}",
                "global: {gone: {a: 1}}",
                "global: {own: {a: 1}}",
                "global: {kid: true}",
                "global: text",
                "kid: {global: {zone: other}}",
                "image: null",
                "kid: {extra: {a: null}}",
                "kid: text",
                "hidden: {b: 1}",
                "other: {b: 1}",
                "kid: {hidden: {c: 1}}",
            })
    void whatReachesFurtherIsPutTogetherAnew(String changes) throws Exception {
        assertThat(ComposedChart.of(chart(), map(USER), Dialect.HELM_3).with(map(changes)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kid", "hot", "hot.leaf", "kid.leaf"})
    void whatIsHiddenInAChartComesBackUnderEachOfItsNames(String chart) throws Exception {
        String open = "{" + chart.replace(".", ": {") + ": ";
        String end = "}".repeat(chart.split("\\.", -1).length);
        ComposedChart once = ComposedChart.of(chart(), map(open + "{hidden: null, extra: null}" + end), Dialect.HELM_4);

        assertThat(once.with(map(open + "{extra: {c: 1}}" + end))).isEmpty();
    }

    @Test
    void aChartThatIsCalledAsGlobalsAreIsPutTogetherAnew() throws Exception {
        ChartSource global = chart("{name: global, version: 1.0.0}", "a: 1\n", List.of());
        ChartSource kid = chart("{name: kid, version: 1.0.0}", "b: 1\n", List.of(global));

        for (ChartSource around : List.of(kid, chart("{name: shop, version: 1.0.0}", "{}", List.of(kid)))) {
            assertThat(ComposedChart.of(around, map("{}"), Dialect.HELM_4).with(map("global: {a: 2}")))
                    .isEmpty();
        }
    }

    @Test
    void valuesThatAreImportedArePutTogetherAnew() throws Exception {
        ChartSource kid = chart("{name: kid, version: 1.0.0}", "exports: {all: {a: 1}}\n", List.of());
        ChartSource root = chart(
                "{name: shop, version: 1.0.0, dependencies: [{name: kid, version: 1.x, import-values: [all]}]}",
                "b: 1\n",
                List.of(kid));

        assertThat(ComposedChart.of(root, map("{}"), Dialect.HELM_4).with(map("b: 2")))
                .isEmpty();
    }

    /** Charts share what is inside of globals: a template that changes it changes it for the others, as in Helm. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anExecutionChangesItsOwnCopy(Dialect dialect) throws Exception {
        ComposedChart once = ComposedChart.of(chart(), map(USER), dialect);
        ChartNode one = ComposedChart.copy(once.shared());

        region(one).put("name", Value.of("changed"));
        Objects.requireNonNull(Tables.map(one.values().get("image"))).put("tag", Value.of("changed"));

        ChartNode direct = Composition.of(chart(), map(USER), dialect);
        region(direct).put("name", Value.of("changed"));
        Objects.requireNonNull(Tables.map(direct.values().get("image"))).put("tag", Value.of("changed"));
        assertThat(json(one)).isEqualTo(json(direct)).contains("changed");
        assertThat(json(once.shared())).doesNotContain("changed");
    }

    /** What an execution does with values of its own. */
    private static void scramble(GoMap map) {
        for (Value value : List.copyOf(map.values())) {
            if (value.data() instanceof GoMap inner) {
                scramble(inner);
            }
        }
        map.put("scrambled", Value.of("x"));
    }

    private static GoMap region(ChartNode chart) {
        GoMap global = Objects.requireNonNull(Tables.map(chart.values().get("global")));
        return Objects.requireNonNull(Tables.map(global.get("region")));
    }

    /** The values and names of a chart and of the charts in it. */
    private static String json(ChartNode chart) {
        var text = new StringBuilder(chart.path() + " ");
        try {
            text.append(JsonWriter.write(Value.of(chart.values(), Sources.NONE), JsonWriter.Layout.COMPACT));
            text.append(places(Value.of(chart.values(), Sources.NONE)));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        chart.subcharts().forEach(child -> text.append('\n').append(json(child)));
        return text.toString();
    }

    /** Where each value comes from. */
    private static String places(Value value) {
        var text = new StringBuilder(value.sources().toString());
        if (value.data() instanceof GoMap map) {
            text.append(" at ").append(map.path()).append('\n');
            map.sorted().forEach((key, inner) -> text.append(key).append(": ").append(places(inner)));
        }
        return text.append('\n').toString();
    }

    private static GoMap map(String text) {
        try {
            return YamlReader.values(Bytes.of(text)).data() instanceof GoMap map ? map : GoMap.at(GoType.MAP, "");
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
