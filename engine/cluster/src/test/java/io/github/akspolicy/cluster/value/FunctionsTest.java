package io.github.akspolicy.cluster.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.akspolicy.manifest.Position;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions say of arguments that are partly unknown, and where their results are written. */
class FunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what is known in spite of it
                "length([var.a, 1]) | 2",
                "length({a = var.a}) | 1",
                "keys({b = var.a, a = 1}) | [\"a\", \"b\"]",
                "values({b = var.a, a = 1}) | [1, unknown]",
                "lookup({a = var.a, b = 2}, \"b\") | 2",
                "lookup({a = 1}, \"x\", 5) | 5",
                "merge({a = var.a}, {b = 1}) | {\"a\": unknown, \"b\": 1}",
                "merge({a = var.a}, {a = 1}) | {\"a\": 1}",
                "coalesce(\"x\", var.a) | \"x\"",
                "coalesce(null, 1, var.a) | 1",
                "contains([var.a, \"x\"], \"x\") | true",
                "contains([var.a, \"x\"], \"y\") | unknown",
                "contains([1, 2], var.a) | unknown",
                "concat([var.a], [1]) | [unknown, 1]",
                "element([var.a, 1], 1) | 1",
                "anytrue([var.a, true]) | true",
                "anytrue([var.a, false]) | unknown",
                "alltrue([var.a, false]) | false",
                "alltrue([var.a, true]) | unknown",
                "reverse([1, var.a]) | [unknown, 1]",
                "slice([1, var.a, 3], 2, 3) | [3]",
                "one([var.a]) | unknown",
                "one([]) | null",
                "tolist([\"a\", var.a]) | list[\"a\", unknown]",
                "zipmap([\"a\"], [var.a]) | {\"a\": unknown}",
                "chunklist([1, var.a, 3], 2) | list[list[1, unknown], list[3]]",
                "setproduct([1], [var.a]) | list[[1, unknown]]",
                "index([1, var.a], 1) | 0",
                "startswith(var.pre_x, \"pre-\") | true",
                "startswith(var.pre_x, \"post\") | false",
                "startswith(var.pre_x, \"pre-x\") | unknown",
                "strcontains(var.pre_x, \"re\") | true",
                "sensitive(\"x\") | \"x\"",
                // and what is not
                "upper(var.a) | unknown",
                "coalesce(var.a, \"x\") | unknown",
                "merge(var.a, {b = 1}) | {\"b\": 1, …}",
                "merge({b = 1}, var.a) | unknown",
                "merge({b = 1, c = 1}, var.a, {c = 2, d = var.a}) | {\"c\": 2, \"d\": unknown, …}",
                "merge(merge(var.a, {b = 1}), {c = 2}) | {\"b\": 1, \"c\": 2, …}",
                "merge({c = 1}, merge(var.a, {b = 1})) | {\"b\": 1, …}",
                "keys(merge(var.a, {b = 1})) | unknown",
                "length(merge(var.a, {b = 1})) | unknown",
                "lookup(merge(var.a, {b = 1}), \"b\", 2) | 1",
                "lookup(merge(var.a, {b = 1}), \"c\", 2) | unknown",
                "contains([{b = 1}], merge(var.a, {b = 1})) | unknown",
                "tomap(merge(var.a, {b = 1})) | unknown",
                "jsonencode(merge(var.a, {b = 1})) | unknown",
                "lookup({a = 1}, var.a, 5) | unknown",
                "lookup(var.a, \"a\", 5) | unknown",
                "concat([1], var.a) | unknown",
                "flatten([1, var.a]) | unknown",
                "flatten([1, [var.pre_x]]) | [1, unknown]",
                "distinct([1, var.a]) | unknown",
                "length(toset([\"a\", var.a])) | unknown",
                "length(setunion([\"a\"], [var.a])) | unknown",
                "length(toset([var.a])) | 1",
                "element([1, 2], var.a) | unknown",
                "index([var.a, 1], 1) | unknown",
                "join(\"-\", [\"a\", var.a]) | unknown",
                "tolist(toset([\"a\", var.a])) | unknown",
                "timestamp() | unknown",
                "uuid() | unknown",
                "provider::x::f(1) | unknown",
                "core::upper(\"a\") | \"A\"",
            })
    void someIsKnownInSpiteOfUnknownArguments(String expression, String expected) {
        assertThat(Evaluated.text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "upper(var.a) | upper(var.a) | ⟨upper(var.a)⟩",
                "join(\"-\", [\"a\", var.a]) | join(\"-\", [\"a\", var.a]) | a-⟨var.a⟩",
                "join(\"-\", [\"a\", upper(var.a)]) | join(\"-\", [\"a\", upper(var.a)]) | a-⟨upper(var.a)⟩",
                "upper(var.pre_x) | upper(var.pre_x) | PRE-⟨upper(var.pre_x)⟩",
                "trim(var.pre_x, \"x\") | trim(var.pre_x, \"x\") | ⟨trim(pre-var.pre_x, \"x\")⟩",
            })
    void anUnknownResultSaysWhatIsWritten(String expression, String text, String partial) {
        Value.Unknown unknown = (Value.Unknown) Evaluated.of(expression);
        assertThat(unknown.expression()).isEqualTo(text);
        assertThat(unknown.partial()).isEqualTo(partial);
        assertThat(unknown.reason()).startsWith("no value for var.");
        assertThat(unknown.at().column()).isEqualTo(expression.indexOf("var.") + 1 + Evaluated.BEFORE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "element([1, 2], 1) | 13",
                "coalesce(null, 2) | 16",
                "lookup({a = 2}, \"a\") | 13",
                "one([2]) | 6",
                "sensitive(2) | 11",
                "max(1, 2) | 8",
                "upper(\"a\") | 1",
                "length([1]) | 1",
            })
    void whatIsTakenOutKeepsItsPlace(String expression, int column) {
        assertThat(Evaluated.of(expression).at()).isEqualTo(new Position(1, column + Evaluated.BEFORE));
    }

    @Test
    void whatIsNotAFunctionIsAnErrorAtTheCall() {
        assertThatThrownBy(() -> Functions.call("uppercase", List.of(), new Position(2, 7)))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        wrong -> assertThat(wrong.at()).isEqualTo(new Position(2, 7)))
                .hasMessage("there is no function uppercase");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "format(\"%s-%s\", \"a\", var.b) | a-⟨var.b⟩",
                "format(\"%s-%s\", \"a\", var.pre_b) | a-pre-⟨var.pre_b⟩",
                "format(\"%03d-%s\", 7, upper(var.b)) | 007-⟨upper(var.b)⟩",
                "format(\"%05d-%q\", var.b, var.a) | ⟨%05d var.b⟩-⟨%q var.a⟩",
                "jsonencode(var.b) | ⟨jsonencode(var.b)⟩",
                "jsonencode({b = var.b, a = 1}) | {\"a\":1,\"b\":⟨var.b⟩}",
                "replace(var.b, \"a\", \"b\") | ⟨replace(var.b, \"a\", \"b\")⟩",
            })
    void textThatIsPartlyKnownSaysHowMuch(String expression, String partial) {
        assertThat(((Value.Unknown) Evaluated.of(expression)).partial()).isEqualTo(partial);
    }

    @Test
    void longArgumentsDoNotMakeDifferentUnknownsTheSame() {
        String padding = "x".repeat(10_000);
        Value.Unknown one = (Value.Unknown) Evaluated.of("replace(var.a, \"" + padding + "\", \"1\")");
        Value.Unknown other = (Value.Unknown) Evaluated.of("replace(var.a, \"" + padding + "\", \"2\")");
        assertThat(one.partial()).isNotEqualTo(other.partial()).hasSizeLessThan(5_000);
        assertThat(one.expression()).isEqualTo("replace(var.a, \"…\", \"1\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format(\"%99999999d\", 1)",
                "format(\"%.20000f\", 1)",
                "indent(1000000000, \"\\n\")",
                "setproduct(range(1000), range(1000), range(1000))",
                "setproduct(range(1000), range(1000))",
                "join(format(\"%10000s\", \"\"), range(1000))",
                "replace(format(\"%10000s\", \"\"), \" \", format(\"%10000s\", \"\"))",
                "replace(format(\"%10000s\", \"\"), \"/ /\", format(\"%10000s\", \"\"))",
                "pow(10, 1000000)",
            })
    void whatIsTooLargeIsUnknown(String expression) {
        assertThat(Evaluated.of(expression)).isInstanceOf(Value.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e9999",
                "range(1e9999)",
                "cidrhost(\"10.0.0.0/8\", 1e2000)",
                "yamldecode(\"a: &a [x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\n"
                        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\n"
                        + "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\\n\")",
                "jsondecode(\"1e999999999\")",
                "regex(\"(a*)*b\", format(\"%10000s\", \"\"))",
            })
    void whatWouldTakeForeverEnds(String expression) {
        assertTimeout(Duration.ofSeconds(10), () -> Evaluated.text(expression));
    }

    @ParameterizedTest
    @CsvSource({
        "jsondecode, '{\"a\":\n [1, \"x\"]}', 102:6",
        "yamldecode, 'a:\n- 1\n- x\n', 103:3",
        "yamldecode, '😀: 1\na: [\"😀\", x]', 102:11"
    })
    void whatIsDecodedOfAFileHasItsPlacesThere(String function, String text, String expected) {
        Value.Text file = new Value.Text(text, Position.START);
        Value decoded = Functions.decoded(
                function, file, place -> new Position(place.line() + 100, place.column()), Position.START);
        Value.Sequence items =
                (Value.Sequence) ((Value.Mapping) decoded).entries().get("a").value();
        assertThat(items.items().get(1).at()).hasToString(expected);
    }
}
