package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"a\\nb\"",
                "9223372036854775807",
                "9223372036854775808",
                "-1.5",
                "[]",
                "{\"b\":[1,{\"a\":null}],\"a\":\"é\"}"
            })
    void whatIsReadIsWrittenAgain(String json) throws IOException {
        assertThat(JsonValues.write(JsonValues.parse(json))).isEqualTo(json);
        assertThat(JsonValues.parse(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(JsonValues.parse(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{\"a\" 1}", "nul", "{'a': 1}"})
    void whatIsNoJsonIsNoValue(String text) {
        assertThatThrownBy(() -> JsonValues.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> JsonValues.parse("[".repeat(100_000))).isInstanceOf(IOException.class);
    }

    @Test
    void aPathLeadsToAValueOrToNone() throws IOException {
        Object tree = JsonValues.parse("{\"a\": [{\"b\": 7}]}");
        assertThat(JsonValues.at(tree, List.of("a", 0, "b"))).isEqualTo(7L);
        assertThat(JsonValues.at(tree, List.of())).isSameAs(tree);
        assertThat(JsonValues.at(tree, List.of("a", 1))).isNull();
        assertThat(JsonValues.at(tree, List.of("a", "b"))).isNull();
    }
}
