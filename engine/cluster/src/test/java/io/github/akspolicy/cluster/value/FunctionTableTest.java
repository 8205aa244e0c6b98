package io.github.akspolicy.cluster.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function gives what Terraform gives: {@code terraform/functions.txt} says how the results were found. */
class FunctionTableTest {
    private static List<String> lines() throws IOException {
        try (InputStream table = FunctionTableTest.class.getResourceAsStream("/terraform/functions.txt")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static Stream<Arguments> rows() throws IOException {
        List<String> lines = lines();
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(
                        i -> Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).substring(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aCallGivesWhatTerraformGives(String expression, String expected) {
        assertThat(Evaluated.text(expression)).isEqualTo(expected);
    }
}
