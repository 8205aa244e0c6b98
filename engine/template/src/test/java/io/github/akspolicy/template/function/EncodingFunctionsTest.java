package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML, JSON and TOML of values, and values of them. What is expected was taken from Helm 3.17.2 and 4.1.4. */
class EncodingFunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "toYaml (dict \"b\" 1 \"a\" (list 1 \"x\" nil true)) → a:⏎- 1⏎- x⏎- null⏎- true⏎b: 1",
                "toYaml (dict \"a10\" 1 \"a9\" 2 \"B\" 3 \"_\" 4 \"1\" 5) → _: 4⏎\"1\": 5⏎B: 3⏎a9: 2⏎a10: 1",
                "toYaml (list (list 1 (list 2)) list dict \"\") → - - 1⏎  - - 2⏎- []⏎- {}⏎- \"\"",
                "toYaml (list \"y\" \"010\" \"1e3\" \"12:30:45\" \"2001-01-01\" \"=\" \"<<\" \"~\") → - \"y\"⏎-"
                        + " \"010\"⏎- \"1e3\"⏎- \"12:30:45\"⏎- \"2001-01-01\"⏎- =⏎- <<⏎- \"~\"",
                "toYaml (list \"a: b\" \"# c\" \"it's\" \"'x\" \"- x\" \"a\\t\" \" a\") → - 'a: b'⏎- '# c'⏎-"
                        + " it's⏎- '''x'⏎- '- x'⏎- \"a\\t\"⏎- ' a'",
                "toYaml (list \"a\\nb\" \"a\\nb\\n\" \"a\\n\\n\" \"  a\\nb\" \"a \\nb\" \"\\n\") → - |-⏎  a⏎ "
                        + " b⏎- |⏎  a⏎  b⏎- |+⏎  a⏎⏎- |2-⏎    a⏎  b⏎- \"a \\nb\"⏎- |2+⏎",
                "toYaml (dict \"a\\nb\" 1) → ? |-⏎  a⏎  b⏎: 1",
                "toYaml (list \"é\" \"\\U0001F600\") → - é⏎- \"\\U0001F600\"",
                "toYaml \"\\x7f\" → ^^",
                "toYamlPretty \"\\x7f\" → \"\\x7F\"",
                "repeat 18 \"word \" | toYaml → 'word word word word word word word word word word word word"
                        + " word word word word word⏎  word '",
                "repeat 18 \"word \" | toYamlPretty → 'word word word word word word word word word word word"
                        + " word word word word word word word '",
                "list 1e7 1e20 1e21 1.5 -0.0 1e-7 12345678.5 | toYaml → - 10000000⏎- 1e+20⏎- 1e+21⏎- 1.5⏎- 0⏎-"
                        + " 1e-07⏎- 1.23456785e+07",
                "list 1e7 1e20 | toYamlPretty → - 1e+07⏎- 1e+20",
                "toYamlPretty (dict \"l\" (list 1 (dict \"a\" (list \"x\\ty\" 2)))) → l:⏎  - 1⏎  - a:⏎      -"
                        + " \"x\\ty\"⏎      - 2",
                "toYamlPretty (b64dec \"/w==\") → !!binary /w==",
                "toYaml (b64dec \"/w==\") → �",
                "toYaml (semver \"1.2.3\") → 1.2.3",
                "toYaml 2i → ^^",
            })
    void writesYaml(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected.replace('⏎', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "toJson (dict \"b\" (list 1 nil) \"a\" \"\\n\") → {\"a\":\"\\n\",\"b\":[1,null]}",
                "toJson \"<&>\\x01\" → \"\\u003c\\u0026\\u003e\\u0001\"",
                "toRawJson (dict \"a\" \"<&>é日\") → {\"a\":\"<&>é日\"}",
                "toPrettyJson (dict \"a\" (list 1 dict list)) → {⏎  \"a\": [⏎    1,⏎    {},⏎    []⏎  ]⏎}",
                "toJson (list 1e20 1e21 1e-6 1e-7 -0.0 1.5) → [100000000000000000000,1e+21,0.000001,1e-7,-0,1.5]",
                "toJson (b64dec \"/w==\") → \"\\ufffd\"",
                "toJson (rest list) → null",
                "toJson (list | compact) → []",
                "toJson 2i → ^^",
                "mustToJson 2i → json: unsupported type: complex128",
                "toRawJson 2i → json: unsupported type: complex128",
                "toDate \"2006-01-02\" \"2020-02-03\" | toJson → \"2020-02-03T00:00:00Z\"",
            })
    void writesJson(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected.replace('⏎', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "fromJson `{\"a\": [1, \"\\u00e9\\ud800\"]}` → map[a:[1 é�]]",
                "fromJson `{\"a\": \"\\ud83d\\ude00\"}` | toYaml → a: \"\\U0001F600\"",
                "fromJson `{\"a\": 1, \"a\": 2}` → map[a:2]",
                "fromJson `null` | toJson → null",
                "fromJson `{\"a\":1,}` → map[Error:invalid character '}' looking for beginning of object key string]",
                "fromJson `{\"a\" 1}` → map[Error:invalid character '1' after object key]",
                "fromJson `[1 2]` → map[Error:invalid character '2' after array element]",
                "fromJson `{\"a\":tru}` → map[Error:invalid character '}' in literal true (expecting 'e')]",
                "fromJson `nul` → map[Error:invalid character ' ' in literal null (expecting 'l')]",
                "fromJson `-` → map[Error:invalid character ' ' in numeric literal]",
                "fromJson `{\"a\":` → map[Error:unexpected end of JSON input]",
                "fromJson `'` → map[Error:invalid character '\\'' looking for beginning of value]",
                "fromJson `é` → map[Error:invalid character 'Ã' looking for beginning of value]",
                "fromJson `[1]` → map[Error:json: cannot unmarshal array into Go value of type"
                        + " map[string]interface {}]",
                "fromJson `{\"a\": 1e400, \"b\": 2}` → map[Error:json: cannot unmarshal number 1e400 into Go"
                        + " value of type float64 a:<nil> b:2]",
                "fromJson `1e400` → map[Error:json: cannot unmarshal number into Go value of type"
                        + " map[string]interface {}]",
                "fromJsonArray `{}` → [json: cannot unmarshal object into Go value of type []interface {}]",
                "fromJsonArray `[1, \"a\"]` | toJson → [1,\"a\"]",
                "mustFromJson `[1, {}]` | toJson → [1,{}]",
                "mustFromJson `x` → invalid character 'x' looking for beginning of value",
            })
    void readsJson(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "fromYaml \"a: 1\\nb: [x, {y: z}]\" | toJson → {\"a\":1,\"b\":[\"x\",{\"true\":\"z\"}]}",
                "fromYaml \"\" | toJson → {}",
                "fromYaml \"x\" → map[Error:error unmarshaling JSON: while decoding JSON: json: cannot"
                        + " unmarshal string into Go value of type map[string]interface {}]",
                "fromYamlArray \"- a\\n- 1\" | toJson → [\"a\",1]",
                "fromYamlArray \"null\" | toJson → []",
                "fromYamlArray \"a: 1\" → [error unmarshaling JSON: while decoding JSON: json: cannot unmarshal"
                        + " object into Go value of type []interface {}]",
                "(fromYaml \"a: b: c\").Error → error converting YAML to JSON: yaml: mapping values are not"
                        + " allowed in this context",
                "fromYaml (toYaml (dict \"a\" \"x\\ny\" \"b\" (list 1 dict))) | toJson →"
                        + " {\"a\":\"x\\ny\",\"b\":[1,{}]}",
            })
    void readsYaml(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "toToml (dict \"b\" (dict \"c\" (dict \"d\" 1)) \"a\" (list 1 2.0 \"x\\ty\")) → a = [1, 2.0,"
                        + " \"x\\ty\"]⏎⏎[b]⏎  [b.c]⏎    d = 1⏎",
                "toToml (dict \"l\" (list (dict \"a\" 1) (dict \"b\" (list dict 1)))) → [[l]]⏎  a = 1⏎⏎[[l]]⏎ "
                        + " b = [{}, 1]⏎",
                "toToml (dict \"q k\" 1 \"\" nil \"é\" dict) → \"q k\" = 1⏎⏎[\"é\"]⏎",
                "toToml (list 1 \"a\") → [1, \"a\"]",
                "toToml (list dict) → toml: top-level values must be Go maps or structs",
                "toToml (list nil) → toml: cannot encode array with nil element",
                "toToml nil → reflect: call of reflect.Value.Type on zero Value",
                "toToml 1e7 → 10000000.0",
                "fromToml \"a.b = 1\\nc = [1, {d = true}]\\n[[t]]\\ne = 'x'\" | toJson →"
                        + " {\"a\":{\"b\":1},\"c\":[1,{\"d\":true}],\"t\":[{\"e\":\"x\"}]}",
                "fromToml \"a = 2021-01-02\\nb = 10:20:30.5\\nc = 2021-01-02 03:04:05\\nd ="
                        + " 2021-01-02T03:04:05+01:00\" | toToml → a = 2021-01-02⏎b = 10:20:30.5⏎c ="
                        + " 2021-01-02T03:04:05⏎d = 2021-01-02T03:04:05+01:00⏎",
                "fromToml \"a = 0x1F\\nb = 1_000\\nc = -nan\\nd = 1e3\" → map[a:31 b:1000 c:NaN d:1000]",
                "fromToml \"a = \\\"\\\"\\\"\\nx \\\\\\n   y\\\"\\\"\\\"\" → map[a:x y]",
                "typeOf (fromToml \"[[t]]\").t → []map[string]interface {}",
                "(fromToml \"a = [{b = 1}, 2]\").a | typeOf → []interface {}",
            })
    void writesAndReadsToml(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected.replace('⏎', '\n'));
    }

    /** Go's texts differ: they begin with the same words and the line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 1\\na",
                "x = 1\\nx = 2",
                "[x]\\na = 01",
                "[x]\\na = 2021-13-01",
                "[x]\\nd = {a = 1,}",
                "[x]\\na = '\\x01'",
                "[x]\\n[a.]",
                "[x]\\na = 9223372036854775808"
            })
    void statesTheLineWhereTextIsNotToml(String document) {
        assertThat(Calls.of("{{ (fromToml \"" + document + "\").Error }}")).startsWith("toml: line 2: ");
    }

    @Test
    void refusesTomlThatIsNestedTooDeeply() {
        assertThat(Calls.of("{{ (fromToml (printf \"a = %s\" (repeat 100000 \"[\"))).Error }}"))
                .startsWith("toml: ");
        assertThat(Calls.of("{{ (fromToml (printf \"%sa = 1\" (repeat 200000 \"a.\"))).Error }}"))
                .startsWith("toml: ");
    }

    @Test
    void keepsLineSeparatorsAsTheyAre() {
        String separator = Character.toString(0x2028);
        assertThat(Calls.with("a", "x" + separator + "y").write("{{ toYaml .a }}"))
                .isEqualTo("'x" + separator + "  y'");
        assertThat(Calls.with("a", separator).write("{{ toJson .a }}")).isEqualTo("\"\\u2028\"");
    }

    @Test
    void followsTheVersionOfHelm() {
        assertThat(Calls.helm4("{{ toToml 1e7 }}")).isEqualTo("1e+07");
        assertThat(Calls.helm4("{{ mustToYaml (dict \"a\" 1) }}")).isEqualTo("a: 1");
        assertThat(Calls.helm4("{{ mustToYaml 2i }}"))
                .isEqualTo("error marshaling into JSON: json: unsupported type: complex128");
        assertThat(Functions.table(Dialect.HELM_3).functions()).doesNotContainKey("mustToYaml");
    }

    /** A map in itself has no end: Go finds that, and so must we. */
    @Test
    void endsWithAMapInItself() {
        String template = "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}[{{ toJson $d }}][{{ toYaml $d }}]";
        assertThat(Calls.of(template)).isEqualTo("[][]");
    }

    private static Calls values() {
        GoMap map = GoMap.empty();
        map.put("name", Value.of("web").and(Calls.source("m.name")));
        map.put("port", Value.of(GoInteger.of(80), Calls.source("m.port")));
        List<Value> lines = Stream.of("l[0]", "l[1]")
                .map(path -> Value.of("v " + path).and(Calls.source(path)))
                .toList();
        map.put("lines", Value.of(GoSlice.of(lines), Sources.NONE));
        return Calls.with("a", "x\ny").and("b", "q\"'").and("m", map);
    }

    @Test
    void leavesKeepTheirSourcesInYaml() {
        assertThat(values().traced("{{ dict \"k\" .a \"l\" 1 | toYaml | nindent 2 }}"))
                .isEqualTo("\n  k: |-\n    x\n    y[a]\n  l: 1");
        assertThat(values().traced("{{ list .b 1 .a | toYaml }}")).isEqualTo("- q\"'[b]\n- 1\n- |-\n  x\n  y[a]");
    }

    @Test
    void leavesKeepTheirSourcesInJson() {
        assertThat(values().traced("{{ list .b 1 .a | toJson }}")).isEqualTo("[\"q\\\"'\"[b],1,\"x\\ny\"[a]]");
        assertThat(values().traced("{{ dict \"k\" .a \"l\" 2 | toPrettyJson }}"))
                .isEqualTo("{\n  \"k\": \"x\\ny\"[a],\n  \"l\": 2\n}");
    }

    @Test
    void leavesKeepTheirSourcesThroughTextAndBack() {
        assertThat(values().traced("{{ (dict \"k\" .a \"l\" (list 1 .b) | toYaml | fromYaml).k }}"))
                .isEqualTo("x\ny[a]");
        assertThat(values().traced("{{ index (dict \"k\" .a \"l\" (list 1 .b) | toYaml | fromYaml).l 1 }}"))
                .isEqualTo("q\"'[b]");
        assertThat(values().traced("{{ (dict \"k\" .a \"n\" 1 | toJson | fromJson).n }}"))
                .isEqualTo("1");
        assertThat(values().traced("{{ (dict \"k\" .a \"n\" 1 | toJson | fromJson).k }}"))
                .isEqualTo("x\ny[a]");
        assertThat(values().traced("{{ (dict \"k\" .b \"n\" 1 | toToml | fromToml).k }}"))
                .isEqualTo("q\"'[b]");
    }

    @Test
    void valuesInAMapKeepTheirSources() {
        assertThat(values().traced("{{ .m.name }}{{ toYaml .m.lines }}"))
                .isEqualTo("web[m+m.name]-[m] v l[0][l[0]]\n-[m] v l[1][l[1]]");
    }

    @Test
    void whatCannotBeReadHasTheSourcesOfItsText() {
        assertThat(values().traced("{{ (fromYaml .a).Error | trunc 5 }}")).isEqualTo("error[a]");
        assertThat(values().traced("{{ toJson (list .b 2i) }}{{ .b }}")).isEqualTo("q\"'[b]");
    }

    /** Whether a map read from a text is empty depends on the deployment where the text does. */
    @Test
    void theDeploymentDecidesWhatIsReadFromItsText() {
        assertThat(values().traced("{{ if fromYaml (randAlphaNum 5) }}a{{ end }}{{ fromYaml (randAlphaNum 5) | len }}"))
                .contains("randAlphaNum");
    }
}
