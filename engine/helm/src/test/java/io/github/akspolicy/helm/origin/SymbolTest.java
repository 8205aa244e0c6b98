package io.github.akspolicy.helm.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.Symbol.Within;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A variable that is made of itself twice, again and again, must not double what is looked at. */
class SymbolTest {
    private static final Symbol FIRST = new Known("first");
    private static final Symbol SECOND = new Known("second");

    @Test
    void whatIsComputedOfItselfDoesNotGrow() {
        Symbol symbol = FIRST;
        for (int i = 0; i < 100; i++) {
            symbol = new Derived(List.of(symbol, symbol, SECOND));
        }

        assertThat(symbol).isEqualTo(new Derived(List.of(FIRST, SECOND)));
    }

    @Test
    void layersOfLayersAreLayers() {
        Symbol symbol = FIRST;
        for (int i = 0; i < 100; i++) {
            symbol = new Merged(List.of(symbol, SECOND, symbol));
        }

        assertThat(symbol).isEqualTo(new Merged(List.of(FIRST, SECOND)));
    }

    @Test
    void whatIsMadeOfNothingKnownIsNotNothing() {
        assertThat(new Derived(List.of(Symbol.NONE))).isNotEqualTo(Symbol.NONE);
        assertThat(new Derived(List.of(Symbol.NONE, FIRST)).from()).containsExactly(Symbol.NONE, FIRST);
    }

    /** A line leads to the value that is there; a render is tried with the field that is asked for. */
    @Test
    void aFieldOfSomeItemIsAskedForAsItIsWritten(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        Chart chart =
                ChartLoader.load(folder, new Workspace(folder), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
        Value list = new Value(new Instance(chart, "shop", List.of()), List.of("secrets"));
        Symbol name = new Derived(List.of(Within.item(list).child("name"), FIRST, list));

        assertThat(SymbolicEvaluator.values(name)).containsExactly(list);
        assertThat(SymbolicEvaluator.asked(name)).containsExactly(list.child("name"), list);
    }
}
