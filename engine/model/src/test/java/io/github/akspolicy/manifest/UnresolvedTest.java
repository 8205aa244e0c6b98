package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnresolvedTest {
    private static final int MANY = 2_000_000;

    @ParameterizedTest
    @CsvSource({
        "⟨a⟩, false",
        "'⟨a⟩ ⟨b⟩', false",
        "⟨a⟩-aks, true",
        "plain, true",
        "'', false",
        "⟨open, true",
        "⟨a ⟨b⟩ c⟩, true",
    })
    void whatStandsAroundUnknownPartsIsKnown(String partial, boolean isKnown) {
        assertThat(new Unresolved("[x]", partial).isPartlyKnown()).isEqualTo(isKnown);
    }

    @Test
    void partsAreInTheirOrder() {
        assertThat(new Unresolved("[x]", "rg-⟨a⟩-aks-⟨b⟩⟨c⟩").knownParts()).containsExactly("rg-", "-aks-", "", "");
    }

    /** Going back for each bracket takes hours. */
    @Test
    void bracketsWithoutEndTakeNoTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(new Unresolved("[x]", "⟨".repeat(MANY)).isPartlyKnown()).isTrue();
            assertThatThrownBy(() -> FieldPath.parse("[".repeat(MANY))).isInstanceOf(IllegalArgumentException.class);
        });
    }
}
