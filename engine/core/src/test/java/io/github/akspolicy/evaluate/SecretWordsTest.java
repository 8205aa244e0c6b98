package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm's errors quote values: also those that are too weak to be masked everywhere. */
class SecretWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            at '/password': 'hunter2' does not match pattern | at '/password': '«redacted»' does not match pattern
            the password hunter2 is weak                     | the password «redacted» is weak
            wrong value "changeit"                           | wrong value "«redacted»"
            the secret of chart hunter2-server               | the secret of chart hunter2-server
            please changeit now                              | please changeit now
            https://h/hunter2/x                              | https://h/«redacted»/x
            is aHVudGVyMg== of eHhjaGFuZ2VpdHh4              | is «redacted» of «redacted»
            is 68756e74657232 of 63 68 61 6E 67 65 69 74     | is «redacted» of «redacted»
            is aHVudGVyMw== of 68756e74657233                | is aHVudGVyMw== of 68756e74657233
            """)
    void whatIsQuotedOrNoWordIsMasked(String message, String expected) {
        Problem masked = SecretWords.masked(Problem.of(message), List.of("hunter2", "changeit", "a", "  "));

        assertThat(masked.message()).isEqualTo(expected);
    }
}
