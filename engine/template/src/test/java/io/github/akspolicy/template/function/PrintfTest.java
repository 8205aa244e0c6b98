package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs of {@code printf}. What is expected was taken from Helm 3.17.2. */
class PrintfTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "printf \"%d items of %s\" 3 \"a\" → 3 items of a",
                "printf \"%v\" (semver \"1.2.3-b.1+x\") → 1.2.3-b.1+x",
                "printf \"%05d\" (semver \"1.2.3-b.1+x\") → &{00001 00002 00003 %!d(string=00b.1) %!d(string=0000x)"
                        + " %!d(string=1.2.3-b.1+x)}",
                "printf \"%#v\" (semver \"1.2.3-b.1+x\") → &semver.Version{major:0x1, minor:0x2, patch:0x3,"
                        + " pre:\"b.1\", metadata:\"x\", original:\"1.2.3-b.1+x\"}",
                "printf \"%#x\" 2.5 → 0x1.4000p+01",
                "printf \"%x\" 2.5 → 0x1.4p+01",
                "printf \"%#g\" 2.5 → 2.50000",
            })
    void printsAsGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }
}
