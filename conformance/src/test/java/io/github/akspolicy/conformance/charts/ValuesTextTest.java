package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.conformance.charts.ValuesText.Leaf;
import io.github.akspolicy.conformance.charts.ValuesText.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTextTest {
    private static final String VALUES = """
            image: # ü
              tag: "1.0" # why
              pull: [a, b]
            replicas: 2
            on: true
            off:
              - x: ~
              - plain text
            script: |
              # first
              second
            anchored: &a 3
            last: *a
            """;

    @Test
    void everyScalarIsFoundWithItsLineAndType() {
        assertThat(new ValuesText(VALUES).leaves())
                .extracting(Leaf::line, Leaf::value, Leaf::type)
                .containsExactly(
                        tuple(2, "1.0", Type.TEXT),
                        tuple(3, "a", Type.TEXT),
                        tuple(3, "b", Type.TEXT),
                        tuple(4, "2", Type.INTEGER),
                        tuple(5, "true", Type.BOOLEAN),
                        tuple(7, "~", Type.NULL),
                        tuple(8, "plain text", Type.TEXT),
                        tuple(9, "# first\nsecond\n", Type.TEXT));
    }

    @Test
    void otherValuesKeepTheFileReadable() {
        var text = new ValuesText(VALUES);
        var edits = new ArrayList<TemplateText.Edit>();
        text.leaves().forEach(leaf -> edits.add(new TemplateText.Edit(leaf.start(), leaf.end(), leaf.other("QQ"))));

        var others = new ValuesText(text.with(edits));

        assertThat(others.leaves())
                .extracting(Leaf::value)
                .containsExactly("1.0QQ", "aQQ", "bQQ", "3", "false", "QQ", "plain textQQ", "# firstQQ\nsecond\n");
    }

    @Test
    void aSecondValueShowsWhereTheEndIsDroppedOrAFlagHidesIt() {
        assertThat(new ValuesText(VALUES).leaves())
                .extracting(leaf -> leaf.second("QQ"))
                .containsExactly(
                        "\"QQ1.0\"",
                        "\"QQa\"",
                        "\"QQb\"",
                        "\"QQ\"",
                        "\"QQ\"",
                        "\"QQ\"",
                        "\"QQplain text\"",
                        "\"QQ# first\\nsecond\\n\"\n");
    }

    @Test
    void aPlaceIsThatOfTheKeyOrOfTheText() {
        var text = new ValuesText("limits: {cpu: 1, memory: 2Gi}\nlist:\n  - item\n");

        assertThat(text.at(1, 10)).extracting(Leaf::value).isEqualTo("1");
        assertThat(text.at(1, 18)).extracting(Leaf::value).isEqualTo("2Gi");
        assertThat(text.at(1, 26)).extracting(Leaf::value).isEqualTo("2Gi");
        assertThat(text.at(3, 5)).extracting(Leaf::value).isEqualTo("item");
        assertThat(text.at(1, 1)).isNull();
    }

    @Test
    void whatIsNoYamlHasNoScalars() {
        assertThat(new ValuesText("a: [").leaves()).isEqualTo(List.of());
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
