package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of a file may be as long as the file may be: what masks it takes no longer than that. */
class LongLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {" ", "{{", "a:", "#", ", ", "'", "| ", "true "})
    void aLineIsMaskedInNoTime(String part) {
        String line = "password: " + part.repeat(100_000) + "\u0001x";

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(MaskedLines.of(line + "\n")).hasSize(1);
            assertThat(SafeText.line(line)).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "password: true > password: true",
                "password:   false  , # off > password:   false  , # off",
                "password: ~ > password: ~",
                "password: # none > password: # none",
                "password: x > password: «…»"
            })
    void aSwitchIsNoSecret(String line, String masked) {
        assertThat(MaskedLines.of(line + "\n")).isEqualTo(List.of(masked));
    }

    @Test
    void aShortLineStays() {
        assertThat(MaskedLines.of("replicas: 3\n")).containsExactly("replicas: 3");
    }
}
