package io.github.akspolicy.cluster.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equality, unification and places of what is converted; what types make of values is in a table of Terraform's. */
class ConversionTest {
    private static final Position AT = new Position(9, 9);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"1\" | 1 | false",
                "1 | 1.0 | true",
                "true | \"true\" | false",
                "null | null | true",
                "null | 0 | false",
                "null | [] | false",
                "null | var.a | unknown",
                "1 | var.a | unknown",
                "var.a | var.a | unknown",
                "[1] | [1] | true",
                "[1] | [\"1\"] | false",
                "[1] | tolist([1]) | false",
                "[] | tolist([]) | false",
                "[] | [] | true",
                "tolist([1, 2]) | tolist([1, 2]) | true",
                "tolist([1]) | tolist([1, 2]) | false",
                "tolist([1]) | tolist([\"1\"]) | false",
                "toset([1, 2]) | toset([2, 1, 1]) | true",
                "toset([1, var.a]) | toset([2, 1]) | unknown",
                "{a = 1} | {a = 1} | true",
                "{a = 1} | {a = 2} | false",
                "{a = 1} | {b = 1} | false",
                "{a = 1, b = var.a} | {a = 2, b = 1} | false",
                "{a = 1, b = var.a} | {a = 1, b = 1} | unknown",
                "{a = 1} | tomap({a = 1}) | false",
                "{} | {} | true",
                "tomap({a = 1}) | tomap({a = 1}) | true",
                // of which type they are is not known
                "tolist([]) | tolist([]) | unknown",
                "{a = null} | {a = null} | unknown",
            })
    void valuesAreEqualWhenTheirTypesAreToo(String a, String b, String expected) {
        assertThat(Evaluated.rendered(Conversion.equal(Evaluated.of(a), Evaluated.of(b), AT)))
                .isEqualTo(expected);
        assertThat(Evaluated.rendered(Conversion.equal(Evaluated.of(b), Evaluated.of(a), AT)))
                .isEqualTo(expected);
    }

    @Test
    void anUndecidedComparisonSaysWhatIsUnknown() {
        Value.Unknown unknown = (Value.Unknown) Conversion.equal(Evaluated.of("var.a"), Evaluated.of("\"x\""), AT);
        assertThat(unknown.expression()).isEqualTo("var.a == \"x\"");
        assertThat(unknown.reason()).isEqualTo("no value for var.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | \"a\" | \"1\" \"a\"",
                "true | null | true null",
                "null | null | null null",
                "[1] | [\"a\", 2] | list[\"1\"] list[\"a\", \"2\"]",
                "[1] | [\"a\"] | [\"1\"] [\"a\"]",
                "[] | [1] | list[] list[1]",
                "tolist([1]) | [] | list[1] list[]",
                "{a = 1} | {a = \"x\"} | {\"a\": \"1\"} {\"a\": \"x\"}",
                "{a = 1} | {b = \"x\"} | map{\"a\": \"1\"} map{\"b\": \"x\"}",
                "{a = 1} | {} | map{\"a\": 1} map{}",
                "tomap({a = 1}) | {b = true, c = \"x\"} | map{\"a\": \"1\"} map{\"b\": \"true\", \"c\": \"x\"}",
                "toset([1]) | [2] | set[1] set[2]",
                "1 | var.a | 1 unknown",
                // without a common type
                "1 | true | error error",
                "[1] | {a = 1} | error error",
                "{a = [1]} | {b = 1} | error error",
                "{a = [var.a]} | {b = 1} | {\"a\": [unknown]} {\"b\": 1}",
                // the way there is, and not for this value
                "tolist([1]) | toset([\"x\"]) | list[1] error",
            })
    void theSidesOfAConditionBecomeOneType(String a, String b, String expected) {
        assertThat(chosen(a, b) + " " + chosen(b, a)).isEqualTo(expected);
    }

    private static String chosen(String side, String other) {
        try {
            return Evaluated.rendered(Conversion.chosen(Evaluated.of(side), Evaluated.of(other), AT));
        } catch (EvaluationException wrong) {
            assertThat(wrong.at()).isEqualTo(AT);
            return "error";
        }
    }

    @Test
    void whatIsConvertedKeepsItsPlaceAndADefaultHasItsOwn() throws HclException {
        Type type = type("object({a = string, b = optional(number, 7), c = optional(bool)})");
        Value.Mapping converted = (Value.Mapping) Conversion.to(type, Evaluated.of("{a = 1}"));
        assertThat(place(converted, "a")).isEqualTo(new Position(1, 8));
        assertThat(place(converted, "b")).isEqualTo(new Position(1, 44));
        assertThat(place(converted, "c")).isEqualTo(new Position(1, 3));
    }

    private static Position place(Value.Mapping mapping, String key) {
        return mapping.entries().get(key).value().at();
    }

    private static Type type(String text) throws HclException {
        return Type.of(written(text), Evaluated::value);
    }

    private static Expression written(String text) throws HclException {
        return Parser.file("t=" + text + "\n").attributes().get(0).value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo | 3",
                "list(foo) | 8",
                "object({a = string, b = nope}) | 27",
                "object({a = optional(number, \"x\")}) | 32",
                "optional(string) | 3",
                "tuple([string, list]) | 18",
                "1 | 3",
            })
    void whatIsNotATypeIsAnErrorAtItsPlace(String type, int column) {
        assertThatThrownBy(() -> type(type))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        wrong -> assertThat(wrong.at()).isEqualTo(new Position(1, column)));
    }

    @Test
    void whatCannotBeConvertedIsAnErrorAtTheValue() {
        assertThatThrownBy(() -> Conversion.to(type("list(number)"), Evaluated.of("[1, \"x\"]")))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        wrong -> assertThat(wrong.at()).isEqualTo(new Position(1, 7)))
                .hasMessage("number required, not string");
        assertThatThrownBy(() -> Conversion.to(type("object({a = string})"), Evaluated.of("{b = 1}")))
                .hasMessage("attribute \"a\" is required");
    }
}
