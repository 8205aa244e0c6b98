package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that choose between values, and those that look at types. */
class ChoicesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "default 5 0 → 5",
                "default 5 → 5",
                "default \"e\" list → e",
                "default \"e\" \" \" | quote → \" \"",
                "empty (semver \"1.2.3\") → false",
                "empty (toDate \"2006\" \"2020\") → false",
                "empty 0.0 → true",
                "coalesce 0 nil \"\" \"a\" \"b\" → a",
                "coalesce | toJson → null",
                "all 1 \"a\" list → false",
                "all → true",
                "any 0 \"\" nil 1 → true",
                "any → false",
                "ternary \"y\" \"n\" true → y",
                "ternary \"y\" \"n\" (eq 1 2) → n",
                "typeOf nil → <nil>",
                "typeOf (splitList \",\" \"a\") → []string",
                "typeOf now → time.Time",
                "kindOf nil → invalid",
                "kindOf (semver \"1\") → ptr",
                "kindIs \"map\" dict → true",
                "typeIs \"int\" 1.0 → false",
                "typeIsLike \"semver.Version\" (semver \"1\") → true",
                "typeIs \"semver.Version\" (semver \"1\") → false",
                "deepEqual (list 1 (dict \"a\" nil)) (list 1 (dict \"a\" nil)) → true",
                "deepEqual 1 1.0 → false",
                "deepEqual (rest list) list → false",
                "deepEqual (until 1) (list 0) → false",
            })
    void givesWhatSprigDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void remembersWhatWasPassedOver() {
        var values = Calls.with("a", "").and("b", "y").and("on", true);
        assertThat(values.traced("{{ default .b .a }}")).isEqualTo("y[a+b]");
        assertThat(values.traced("{{ default .a .b }}")).isEqualTo("y[b]");
        assertThat(values.traced("{{ coalesce .nope .a .b \"z\" }}")).isEqualTo("y[a+b+no nope]");
        assertThat(values.traced("{{ ternary .b .a .on }}")).isEqualTo("y[b+on]");
        assertThat(values.traced("{{ empty .nope }}")).isEqualTo("true[no nope]");
    }
}
