package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTextTest {
    private static final SourceLocation VALUES = at("values-prod.yaml", 16, Role.VALUES);
    private static final SourceLocation HELPER = at("templates/_pod.tpl", 7, Role.TEMPLATE);
    private static final SourceLocation OUTER = at("templates/order.yaml", 28, Role.TEMPLATE);

    @Test
    void nothingBesideTheLineSaysNothing() {
        assertThat(text(Origin.of(OUTER))).isEmpty();
    }

    @Test
    void includesReadFromTheRenderedFileInwards() {
        assertThat(text(new Origin(VALUES, List.of(HELPER, OUTER), List.of("image.tag"), false)))
                .containsExactly("values: image.tag", "via templates/order.yaml:28 > templates/_pod.tpl:7");
        assertThat(text(new Origin(HELPER, List.of(OUTER), List.of(), false)))
                .containsExactly("via templates/order.yaml:28");
    }

    @Test
    void aLineIsNamedOnce() {
        var sameLine = new SourceLocation("templates/order.yaml", 28, 40, Role.TEMPLATE);
        assertThat(text(new Origin(VALUES, List.of(sameLine, OUTER), List.of(), false)))
                .containsExactly("via templates/order.yaml:28");
        assertThat(text(new Origin(OUTER, List.of(sameLine), List.of(), false))).isEmpty();
    }

    @Test
    void aLongChainKeepsItsEnds() {
        var related = new ArrayList<SourceLocation>();
        for (int depth = 9; depth > 0; depth--) {
            related.add(at("templates/_" + depth + ".tpl", depth, Role.TEMPLATE));
        }
        assertThat(text(new Origin(VALUES, related, List.of(), false)))
                .containsExactly("via templates/_1.tpl:1 > templates/_2.tpl:2 > (5 more) "
                        + "> templates/_8.tpl:8 > templates/_9.tpl:9");
    }

    @Test
    void otherValuesAreGroupedByFileAndCounted() {
        var related = new ArrayList<>(List.of(OUTER));
        for (int line = 41; line < 49; line++) {
            related.add(at("values.yaml", line, Role.VALUES));
        }
        assertThat(text(new Origin(VALUES, related, List.of("a", "b", "c", "d", "e"), false)))
                .containsExactly(
                        "values: a, b, c and 2 more",
                        "more values: values.yaml:41, :42, :43, :44, :45, :46 and 2 more",
                        "via templates/order.yaml:28");
    }

    @Test
    void otherUsersOfAHelperAreCounted() {
        var other = new Origin(HELPER, List.of(at("templates/web.yaml", 9, Role.TEMPLATE)), List.of(), false);
        var one = new Origin(HELPER, List.of(OUTER), List.of(), false);
        assertThat(text(one, one, other)).containsExactly("via templates/order.yaml:28, and 1 other way");
    }

    private static List<String> text(Origin... origins) {
        Finding sample = EvaluationSamples.store().findings().get(0);
        Occurrence first = sample.occurrences().get(0);
        var occurrences = new ArrayList<Occurrence>();
        for (Origin origin : origins) {
            occurrences.add(new Occurrence(
                    first.release(),
                    first.resource(),
                    first.container(),
                    first.fieldPath(),
                    first.written(),
                    origin,
                    first.key()));
        }
        return new OriginText(new Finding(
                        sample.policy(), sample.severity(), null, sample.message(), occurrences, List.of(), true))
                .lines();
    }

    private static SourceLocation at(String path, int line, Role role) {
        return new SourceLocation(path, line, 3, role);
    }
}
