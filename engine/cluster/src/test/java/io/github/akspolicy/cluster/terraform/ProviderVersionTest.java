package io.github.akspolicy.cluster.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which major version of azurerm a constraint leaves. */
class ProviderVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.2.0 | 5",
                "= 4.81.0 | 4",
                "=3.117.1 | 3",
                "~> 4.0 | 4",
                "~> 5.1.2 | 5",
                ">= 4.0, < 5.0 | 4",
                "< 5.0.0, >= 4.62 | 4",
                ">= 5.0.0-beta1, < 6 | 5",
            })
    void oneMajorVersionIsLeft(String constraint, int major) {
        assertThat(ProviderVersion.major(constraint)).hasValue(major);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"~> 4", ">= 4.0", ">= 3.0, < 6.0", "''", "latest", "< 5.0", "!= 4.1.0"})
    void severalAreLeft(String constraint) {
        assertThat(ProviderVersion.major(constraint)).isEqualTo(OptionalInt.empty());
    }
}
