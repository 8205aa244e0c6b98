package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions over words, whose libraries count now bytes, now characters. */
class WordFunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "upper \"straße é\" → STRAßE É",
                "lower \"İSTANBUL\" → istanbul",
                "title \"hello wörld o'neil foo-bar a_b\" → Hello Wörld O'Neil Foo-Bar A_b",
                "untitle \"Hello World\" → hello world",
                "swapcase \"Hello wORLD x\" → hELLO World X",
                "nospace \" a b\\tc\" → abc",
                "nospace \"é é\" → Ã©Ã©",
                "initials \"First try\" → Ft",
                "snakecase \"FooBarHTTPServer2Go\" → foo_bar_http_server2_go",
                "snakecase \"http2xx\" → http_2xx",
                "snakecase \"a  b-c.D\" → a__b_c.d",
                "snakecase \"日本Kanji\" → 日本_kanji",
                "kebabcase \"FooBar_baz qux\" → foo-bar-baz-qux",
                "kebabcase \"Bld4Floor3rd\" → bld4-floor-3rd",
                "camelcase \"foo-bar_baz qux\" → FooBarBazQux",
                "camelcase \"GOLANG_IS_GREAT\" → GolangIsGreat",
                "camelcase \"_complex__case_\" → _Complex_Case_",
                "wrap 5 \"the quick brown\" | quote → \"the\\nquick\\nbrown\"",
                "wrap 2 \"abcdef gh\" | quote → \"abcdef\\ngh\"",
                "wrapWith 5 \"+\" \"abcdefghijk\" → abcde+fghij+k",
                "wrapWith 0 \"\" \"ab\" | quote → \"a\\nb\"",
            })
    void givesWhatTheLibrariesDo(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void replacesBytesThatAreNoCharacters() {
        assertThat(Calls.of("{{ \"\\xffa\" | upper | quote }}")).isEqualTo("\"\uFFFDA\"");
        assertThat(Calls.of("{{ \"\\xffA\" | snakecase | quote }}")).isEqualTo("\"\uFFFDa\"");
    }

    @Test
    void keepsPiecesWhoseEndIsInACharacter() {
        var values = Calls.with("name", "é").and("tag", "b");
        // the first byte of the character is of one piece, the second of another
        assertThat(values.traced("{{ printf \"%s%s\" (trunc 1 .name) (trunc -1 .name) | upper }}"))
                .isEqualTo("É[name]");
        assertThat(values.traced("{{ printf \"%s %s\" .name .tag | title }}")).isEqualTo("É[name] B[tag]");
        assertThat(values.traced("{{ printf \"%s %s\" .tag .name | wrap 1 }}")).isEqualTo("b[tag]\né[name]");
    }
}
