package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that cut, pad and search texts: ordinary calls, those at the limits, and what the pieces remember. */
class TextFunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "trunc 3 \"hello\" → hel",
                "trunc -3 \"hello\" → llo",
                "trunc 99 \"hello\" → hello",
                "trunc -99 \"hello\" → hello",
                "trunc 0 \"hello\" | quote → \"\"",
                "trunc 2 \"日本\" | quote → \"\\xe6\\x97\"",
                "substr 1 3 \"hello\" → el",
                "substr -1 3 \"hello\" → hel",
                "substr 2 -1 \"hello\" → llo",
                "substr 3 2 \"hello\" → runtime error: slice bounds out of range [3:2]",
                "substr 9 -1 \"hello\" → runtime error: slice bounds out of range [9:5]",
                "substr -1 9 \"hello\" → runtime error: slice bounds out of range [:9] with length 5",
                "substr -1 -2 \"hello\" → runtime error: slice bounds out of range [:-2]",
                "abbrev 5 \"hello world\" → he...",
                "abbrev 3 \"hello world\" → hello world",
                "abbrevboth 5 10 \"1234 5678 9123\" → ...5678...",
                "abbrevboth 1 6 \"hello world\" → hello world",
                "trim \"\\u00a0 a b\\t\\n\" → a b",
                "trimAll \"-a\" \"-aXa-\" → X",
                "trimAll \"é\" \"éaé\" → a",
                "trimPrefix \"v\" \"v1\" → 1",
                "trimPrefix \"v\" \"1v\" → 1v",
                "trimSuffix \"-\" \"a--\" → a-",
                "trimSuffix \"\" \"a\" → a",
                "repeat 3 \"ab\" → ababab",
                "repeat -1 \"a\" → strings: negative Repeat count",
                "replace \"\" \"-\" \"日a\" → -日-a-",
                "replace \"a\" \"\" \"banana\" → bnn",
                "indent 2 \"a\\n\\nb\\n\" | quote → \"  a\\n  \\n  b\\n  \"",
                "nindent 2 \"a\" | quote → \"\\n  a\"",
                "indent -1 \"a\" → strings: negative Repeat count",
                "contains \"ell\" \"hello\" → true",
                "hasPrefix \"\" \"\" → true",
                "hasSuffix \"x\" \"\" → false",
                "plural \"one\" \"many\" 1 → one",
                "plural \"one\" \"many\" -1 → many",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void endsAnExecutionThatWouldMakeTooMuch() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Calls.of("{{ repeat 9000000000 \"ab\" }}"))
                .isInstanceOf(io.github.akspolicy.template.exec.LimitException.class);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Calls.of("{{ indent 9000000000 \"ab\" }}"))
                .isInstanceOf(io.github.akspolicy.template.exec.LimitException.class);
    }

    @Test
    void keepsThePiecesOfWhatItCuts() {
        var values = Calls.with("name", "alpha").and("tag", "beta");
        assertThat(values.traced("{{ printf \"%s-%s\" .name .tag | trunc 7 }}")).isEqualTo("alpha[name]-b[tag]");
        assertThat(values.traced("{{ printf \"%s-%s\" .name .tag | trimSuffix \"beta\" }}"))
                .isEqualTo("alpha[name]-");
        assertThat(values.traced("{{ printf \"%s\\n%s\" .name .tag | indent 2 }}"))
                .isEqualTo("  alpha[name]\n  beta[tag]");
        assertThat(values.traced("{{ .name | replace \"p\" .tag }}")).isEqualTo("al[name]beta[name+tag]ha[name]");
    }

    @Test
    void knowsWhereAnEmptyResultCameFrom() {
        var values = Calls.with("name", "").and("tag", "beta");
        assertThat(values.traced("{{ trunc 0 .tag }}")).isEqualTo("[tag]");
        assertThat(values.traced("{{ trimPrefix .tag .tag }}")).isEqualTo("[tag]");
        assertThat(values.traced("{{ indent 2 .name }}")).isEqualTo("  [name]");
    }

    @Test
    void remembersTheNumberThatDecidedTheCut() {
        var values = Calls.with("name", "alpha").and("n", io.github.akspolicy.template.value.GoInteger.of(2));
        assertThat(values.traced("{{ trunc .n .name }}")).isEqualTo("al[n+name]");
        assertThat(values.traced("{{ contains .name \"x\" }}")).isEqualTo("false[name]");
    }
}
