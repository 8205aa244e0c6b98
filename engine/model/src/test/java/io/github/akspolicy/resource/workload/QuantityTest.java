package io.github.akspolicy.resource.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of apimachinery's {@code resource.Quantity}. */
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "500m, 0.5",
        ".5, 0.5",
        "5., 5",
        "+2, 2",
        "-1, -1",
        "1e3, 1000",
        "1E-3, 0.001",
        "128e6, 128000000",
        "1E, 1000000000000000000",
        "100n, 0.0000001",
        "100u, 0.0001",
        "2k, 2000",
        "1M, 1000000",
        "1G, 1000000000",
        "1Ki, 1024",
        "1.5Gi, 1610612736",
        "1Ei, 1152921504606846976",
    })
    void reads(String text, BigDecimal amount) {
        assertThat(Quantity.parse(text).orElseThrow()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "m", "1 Gi", "1K", "1MB", "1gi", "1e", "1e3Ki", "0x10", "1_000", "e3", ".", "1e9999"})
    void refuses(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    void isQuickOnHostileText() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(Quantity.parse("1".repeat(10_000_000) + "x")).isEmpty());
    }
}
