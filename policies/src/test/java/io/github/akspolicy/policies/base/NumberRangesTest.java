package io.github.akspolicy.policies.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangesTest {
    @ParameterizedTest
    @CsvSource({
        "80, 80, true",
        "80, 81, false",
        "80-90, 80, true",
        "80-90, 90, true",
        "80-90, 91, false",
        "80-90, 79, false",
        "' 80 - 90 ', 85, true",
        "100-, 100, true",
        "100-, 99999, true",
        "100-, 99, false",
        "-1, 80, false",
        "-1, 1, false",
        "-1, -1, true",
        "0-0, 0, true",
        "80, '\"80\"', false",
        "80, http, false",
    })
    void contain(String word, String yaml, boolean contained) throws ManifestException {
        assertThat(new NumberRanges(List.of(word)).contain(field(yaml))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "80-90-100", "-", "-5--1", "80 90", "1e3", "9999999999999999999"})
    void refuse(String word) throws ManifestException {
        assertThat(NumberRanges.fault(word)).contains("\"" + word + "\"");
        assertThat(new NumberRanges(List.of(word)).contain(field("80"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "80-90", "100-", "-1"})
    void accept(String word) {
        assertThat(NumberRanges.fault(word)).isNull();
    }

    private static Field field(String yaml) throws ManifestException {
        return Field.root(ManifestReader.yamlDocument("v: " + yaml)).get("v");
    }
}
