package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions: matches, templates of replacements, and Go's messages. */
class RegexesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "regexMatch \"^a.c$\" \"abc\" → true",
                "regexMatch \"(\" \"a\" → false",
                "regexFind \"[0-9]+\" \"ab12c3\" → 12",
                "regexFind \"x\" \"abc\" | quote → \"\"",
                "regexFindAll \"[a-z]\" \"a1b2\" -1 → [a b]",
                "regexFindAll \"[a-z]\" \"a1b2\" 1 → [a]",
                "regexFindAll \"z\" \"abc\" -1 | toJson → null",
                "regexFindAll \"\" \"日本\" -1 | len → 3",
                "regexFindAll \"a*\" \"baac\" -1 | toJson → [\"\",\"aa\",\"\"]",
                "regexReplaceAll \"(b)\" \"abc\" \"$1x\" → ac",
                "regexReplaceAll \"(b)\" \"abc\" \"${1}x\" → abxc",
                "regexReplaceAll \"(?P<n>b)\" \"abc\" \"<${n}$n$$>\" → a<bb$>c",
                "regexReplaceAll \"b\" \"abc\" \"$\" → a$c",
                "regexReplaceAll \"b\" \"abc\" \"${\" → a${c",
                "regexReplaceAll \"b\" \"abc\" \"${01}${9}-\" → a-c",
                "regexReplaceAll \"a*\" \"baac\" \"x\" → xbxcx",
                "regexReplaceAll \"\" \"é\" \"-\" → -é-",
                "regexReplaceAllLiteral \"(b)\" \"abc\" \"${1}\" → a${1}c",
                "regexSplit \",\" \"a,b,c\" 2 → [a b,c]",
                "regexSplit \"\" \"日本\" -1 → [日 本]",
                "regexSplit \",\" \"\" -1 | len → 1",
                "regexSplit \",\" \"a\" 0 | toJson → null",
                "regexQuoteMeta \"a.b*c\" → a\\.b\\*c",
                "mustRegexFind \"(\" \"a\" → error parsing regexp: missing closing ): `(`",
                "regexFind \"(\" \"a\" → regexp: Compile(`(`): error parsing regexp: missing closing ): `(`",
                "regexFind \"`(\" \"a\" → regexp: Compile(\"`(\"): error parsing regexp: missing closing ): ``(`",
                "mustRegexMatch \"\\\\\" \"a\" → error parsing regexp: trailing backslash at end of expression: ``",
                "mustRegexMatch \"a)b\" \"a\" → error parsing regexp: unexpected ): `a)b`",
                "regexReplaceAll \"(?P<n>a)(?P<n>b)\" \"abc\" \"<${n}$2>\" → <ab>c",
                "mustRegexMatch \"(?=a)\" \"a\" → error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
                "mustRegexMatch \"a**\" \"a\" → error parsing regexp: invalid nested repetition operator: `**`",
                "mustRegexMatch \"[z-a]\" \"a\" → error parsing regexp: invalid character class range: `z-a`",
                "mustRegexMatch \"a{1001}\" \"a\" → error parsing regexp: invalid repeat count: `{1001}`",
                "mustRegexMatch \"(a{500}){500}\" \"a\" → error parsing regexp: invalid repeat count: `{500}`",
                "mustRegexMatch \"((a{10}){10}b){11}\" \"a\" → error parsing regexp: invalid repeat count: `{11}`",
                "mustRegexMatch \"((a{10}){10}){10}\" (repeat 1000 \"a\") → true",
                "mustRegexMatch \"[(){5}a]{1000}\" (repeat 1000 \"(\") → true",
                "mustRegexMatch \"\\\\Q({5}\\\\E{2,}\" \"({5}}\" → true",
                "mustRegexMatch \"\\\\é\" \"é\" → error parsing regexp: invalid escape sequence: `\\é`",
                "mustRegexMatch \"(?<n>a)\" \"a\" → true",
                "mustRegexMatch \"(?<=a)b\" \"ab\" → error parsing regexp: invalid named capture: `(?<=a)b`",
                "mustRegexMatch \"\\\\Z\" \"ab\" → error parsing regexp: invalid escape sequence: `\\Z`",
                "mustRegexMatch \"\\\\pX\" \"ab\" → error parsing regexp: invalid character class range: `\\pX`",
                "mustRegexMatch \"\\xff\" \"ab\" → error parsing regexp: invalid UTF-8: `\uFFFD`",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void refusesExpressionsThatWouldFillTheMemory() {
        assertThat(Calls.of("{{ mustRegexMatch (printf \"(%s){1000}\" (repeat 9000 \"a\")) \"a\" }}"))
                .startsWith("error parsing regexp: expression too large: `(aaa");
        assertThat(Calls.of("{{ mustRegexMatch (cat (repeat 1001 \"(\") \"a\" (repeat 1001 \")\")) \"a\" }}"))
                .startsWith("error parsing regexp: expression nests too deeply: `(((");
        assertThat(Calls.of("{{ regexMatch \"(((a{1000}){1000}){1000}){1000}\" \"a\" }}"))
                .isEqualTo("false");
        assertThat(Calls.of("{{ mustRegexMatch (cat (repeat 900 \"(\") \"a\" (repeat 900 \")\")) \" a \" }}"))
                .isEqualTo("true");
    }

    @Test
    void takesABadByteForOneCharacter() {
        assertThat(Calls.of("{{ regexReplaceAll \".\" \"\\xffé\" \"x\" }}")).isEqualTo("xx");
        assertThat(Calls.of("{{ regexFind \"b.*\" \"a\\xffb\\xff\" | quote }}")).isEqualTo("\"b\\xff\"");
    }

    @Test
    void keepsThePiecesOfWhatItFinds() {
        var values = Calls.with("name", "alpha").and("tag", "7").and("re", "a");
        assertThat(values.traced("{{ regexFind \"[0-9]+.*\" (printf \"%s-%s-\" .name .tag) }}"))
                .isEqualTo("7[tag]-");
        assertThat(values.traced("{{ regexReplaceAll \"-\" (printf \"%s-%s\" .name .tag) \"+\" }}"))
                .isEqualTo("alpha[name]+7[tag]");
        assertThat(values.traced("{{ regexReplaceAll \"(.)$\" (printf \"%s-%s\" .name .tag) \"<$1>\" }}"))
                .isEqualTo("alpha[name]-<7>[tag]");
        assertThat(values.traced("{{ regexMatch .re .name }}")).isEqualTo("true[name+re]");
        assertThat(values.traced("{{ regexFind .re \"zzz\" }}")).isEqualTo("[re]");
    }
}
