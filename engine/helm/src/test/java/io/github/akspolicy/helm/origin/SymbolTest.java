package io.github.akspolicy.helm.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
