package io.github.akspolicy.cluster.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.Position;
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

/** Each call and conversion gives what Terraform gives: the tables say how the results were found. */
class FunctionTableTest {
    private static Stream<Arguments> rows(String name) throws IOException {
        try (InputStream table = FunctionTableTest.class.getResourceAsStream("/terraform/" + name)) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines =
                    text.lines().filter(line -> !line.startsWith("#")).toList();
            return IntStream.range(0, lines.size() / 2)
                    .mapToObj(i ->
                            Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).substring(1)));
        }
    }

    private static Stream<Arguments> calls() throws IOException {
        return rows("functions.txt");
    }

    private static Stream<Arguments> conversions() throws IOException {
        return rows("conversions.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aCallGivesWhatTerraformGives(String expression, String expected) {
        assertThat(Evaluated.text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversions")
    void aTypeMakesOfAValueWhatItMakesInTerraform(String row, String expected) throws HclException {
        String[] sides = row.split(" :: ", 2);
        assertThat(converted(sides[0], sides[1])).isEqualTo(expected);
    }

    private static String converted(String type, String value) throws HclException {
        try {
            Type parsed = Type.of(Parser.expression(type, Position.START), Evaluated::value);
            return Evaluated.rendered(Conversion.to(parsed, Evaluated.of(value)));
        } catch (EvaluationException wrong) {
            return "error";
        }
    }
}
