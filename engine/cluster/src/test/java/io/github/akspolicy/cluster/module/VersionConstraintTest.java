package io.github.akspolicy.cluster.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionConstraintTest {
    @ParameterizedTest(name = "{0} allows {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            11.2.0          | 11.2.0 | true
            11.2.0          | 11.2.1 | false
            = 11.2          | 11.2.0 | true
            !=11.2.0        | 11.2.0 | false
            ~> 9.0          | 9.4.1  | true
            ~> 9.0          | 10.0.0 | false
            ~> 9.3.0        | 9.3.9  | true
            ~> 9.3.0        | 9.4.0  | false
            ~> 9.3.5        | 9.3.4  | false
            ~> 9            | 10.2.0 | true
            >= 9.1, < 11    | 10.2.0 | true
            >= 9.1, < 11    | 11.0.0 | false
            > 9.1           | 9.1.0  | false
            <= 9.1          | 9.1.0  | true
            v9.1.0          | 9.1.0  | true
            """)
    void allowsWhatTerraformAllows(String constraint, String version, boolean isAllowed) {
        assertThat(Objects.requireNonNull(VersionConstraint.of(constraint)).allows(version))
                .isEqualTo(isAllowed);
    }

    @Test
    void whatIsNoConstraintIsNone() {
        for (String text : new String[] {"", "latest", "1.2.3.4", "~> ", "10.0.0-beta", "1,", "=> 1"}) {
            assertThat(VersionConstraint.of(text)).as(text).isNull();
        }
    }
}
