package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that print, join and split. */
class JoinFunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "toString 1.50 → 1.5",
                "toString nil → <nil>",
                "toString (list 1 nil \"a\") → [1 <nil> a]",
                "toStrings (list 1 nil \"a\") → [1 a]",
                "typeOf (toStrings 1) → []string",
                "len (toStrings nil) → 0",
                "quote \"a\\\"b\" 1 nil true → \"a\\\"b\" \"1\" \"true\"",
                "quote nil → ",
                "quote \"\\x00é\\u00a0\" → \"\\x00é\\u00a0\"",
                "squote \"it's\" 2 → 'it's' '2'",
                "cat \"a\" nil \"b\" \"\" \"c\" → a b  c",
                "cat → ",
                "join \",\" (list 1 nil \"b\" \"\") → 1,b,",
                "join \",\" \"abc\" → abc",
                "join \",\" nil → ",
                "sortAlpha (list 10 9 \"b\" true) → [10 9 b true]",
                "sortAlpha 5 → [5]",
                "split \".\" \"a.b\" → map[_0:a _1:b]",
                "split \"\" \"aé\" → map[_0:a _1:é]",
                "splitn \".\" 2 \"a.b.c\" → map[_0:a _1:b.c]",
                "splitn \".\" 0 \"a.b.c\" → map[]",
                "splitn \"\" 2 \"abc\" → map[_0:a _1:bc]",
                "splitList \",\" \",a,\" | len → 3",
                "splitList \",\" \"\" | len → 1",
                "splitList \"\" \"\" | len → 0",
            })
    void givesWhatSprigDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void keepsEachTextApart() {
        var values = Calls.with("name", "alpha").and("tag", "beta");
        assertThat(values.traced("{{ quote .name .tag }}")).isEqualTo("\"alpha\"[name] \"beta\"[tag]");
        assertThat(values.traced("{{ squote .name }}")).isEqualTo("'alpha'[name]");
        assertThat(values.traced("{{ join \",\" (list .name \"x\" .tag) }}")).isEqualTo("alpha[name],x,beta[tag]");
        assertThat(values.traced("{{ cat .name .tag }}")).isEqualTo("alpha[name] beta[tag]");
        assertThat(values.traced("{{ index (splitList \"-\" (printf \"%s-%s\" .name .tag)) 1 }}"))
                .isEqualTo("beta[tag]");
        assertThat(values.traced("{{ (split \"-\" (printf \"%s-%s\" .name .tag))._0 }}"))
                .isEqualTo("alpha[name]");
    }

    @Test
    void keepsWhatAnEmptyTextOrNothingKnows() {
        var values = Calls.with("name", "").and("tag", "beta");
        assertThat(values.traced("{{ quote .name }}")).isEqualTo("\"\"[name]");
        assertThat(values.traced("{{ cat .name .tag }}")).contains("name");
        assertThat(values.traced("{{ cat .nope .tag }}")).isEqualTo("beta[no nope+tag]");
        assertThat(values.traced("{{ quote .nope }}")).isEqualTo("[no nope]");
    }
}
