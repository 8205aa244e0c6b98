package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions over maps, and which maps they share. */
class DictionariesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "dict \"a\" 1 \"b\" | toJson → {\"a\":1,\"b\":\"\"}",
                "dict 1 2 nil 3 true 4 (list 5) 6 → map[1:2 <nil>:3 [5]:6 true:4]",
                "get (dict \"a\" 1) \"a\" → 1",
                "get dict \"a\" | quote → \"\"",
                "get nil \"a\" | quote → \"\"",
                "set nil \"a\" 1 → assignment to entry in nil map",
                "hasKey (dict \"a\" nil) \"a\" → true",
                "pluck \"a\" (dict \"a\" 1) dict (dict \"a\" 2) → [1 2]",
                "keys (dict \"b\" 1) (dict \"a\" 2) → [b a]",
                "values (dict \"b\" 1 \"a\" 2) → [2 1]",
                "pick (dict \"a\" 1 \"b\" 2) \"b\" \"c\" → map[b:2]",
                "omit (dict \"a\" 1 \"b\" 2) \"b\" \"c\" → map[a:1]",
                "deepCopy nil → reflect: call of reflect.Value.Type on zero Value",
                "deepCopy (semver \"1.2.3\") → 0.0.0",
                "dig \"a\" \"b\" \"z\" (dict \"a\" (dict \"b\" 1)) → 1",
                "dig \"a\" \"c\" \"z\" (dict \"a\" (dict \"b\" 1)) → z",
                "dig \"a\" \"z\" (dict \"a\" nil) | toJson → null",
                "dig 1 2 → dig needs at least three arguments",
                "dig \"a\" \"b\" 1 (dict \"a\" 2) → interface conversion: interface {} is int, not"
                        + " map[string]interface {}",
                "dig \"a\" 1 nil → interface conversion: interface {} is nil, not map[string]interface {}",
                "dig 1 2 dict → interface conversion: interface {} is int, not string",
            })
    void givesWhatSprigDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // what is empty goes, false and 0 too; lists are not merged
                "merge (dict \"f\" false \"z\" 0 \"t\" 1 \"l\" (list 1)) (dict \"f\" true \"z\" 5 \"t\" 2 \"l\" (list"
                        + " 2 3)) → {\"f\":true,\"l\":[1],\"t\":1,\"z\":5}",
                "mergeOverwrite (dict \"f\" true \"z\" 5 \"n\" 1) (dict \"f\" false \"z\" 0 \"n\" nil)"
                        + " → {\"f\":false,\"n\":null,\"z\":0}",
                "merge (dict \"a\" nil) (dict \"a\" nil \"b\" nil) → {\"a\":null}",
                "merge (dict \"a\" \"s\") (dict \"a\" (dict \"k\" 1)) → {\"a\":\"s\"}",
                "mergeOverwrite (dict \"a\" (dict \"k\" 1)) (dict \"a\" \"s\") → {\"a\":\"s\"}",
                "mergeOverwrite (dict \"a\" \"s\") (dict \"a\" (dict \"k\" 1)) → {\"a\":{\"k\":1}}",
                "merge (dict \"a\" (dict \"x\" 1)) (dict \"a\" (dict \"x\" 2 \"y\" 3)) → {\"a\":{\"x\":1,\"y\":3}}",
                "mergeOverwrite (dict \"a\" (dict \"x\" 1)) (dict \"a\" (dict \"x\" 2 \"y\" 3)) →"
                        + " {\"a\":{\"x\":2,\"y\":3}}",
                "mergeOverwrite (dict \"l\" (list 1 2)) (dict \"l\" list) → {\"l\":[]}",
                "merge nil (dict \"a\" 1) → {\"a\":1}",
                "merge nil nil → null",
                "mustMerge (dict \"a\" 1) (dict \"b\" 2) (dict \"b\" 3) → {\"a\":1,\"b\":2}",
                "mustMergeOverwrite (dict \"a\" 1) (dict \"a\" 2) (dict \"a\" 3) → {\"a\":3}",
                "merge (dict \"v\" (semver \"1.2.3\")) (dict \"v\" dict) → \"\"",
                "mustMerge (dict \"v\" (semver \"1.2.3\")) (dict \"v\" dict) → src and dst must be of same type",
            })
    void mergesAsTheLibraryDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " | toJson }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "set $o \"a\" 2 → {\"a\":2,\"m\":{\"x\":1}}",
                "set (merge $o dict) \"a\" 2 → {\"a\":2,\"m\":{\"x\":1}}",
                "set (deepCopy $o).m \"x\" 2 → {\"a\":1,\"m\":{\"x\":1}}",
                "set (pick $o \"m\").m \"x\" 2 → {\"a\":1,\"m\":{\"x\":2}}",
                "set (omit $o \"a\") \"m\" 2 → {\"a\":1,\"m\":{\"x\":1}}",
                "set (merge dict $o).m \"x\" 2 → {\"a\":1,\"m\":{\"x\":2}}",
                "set (merge (dict \"m\" (dict \"y\" 1)) $o).m \"x\" 2 → {\"a\":1,\"m\":{\"x\":1}}",
                "set (merge (dict \"m\" dict) $o).m \"x\" 2 → {\"a\":1,\"m\":{\"x\":1}}",
                "unset $o \"m\" → {\"a\":1}",
            })
    void sharesTheMapsThatGoShares(String call, String original) {
        String before = "{{ $o := dict \"a\" 1 \"m\" (dict \"x\" 1) }}{{ $_ := ";
        assertThat(Calls.of(before + call + " }}{{ toJson $o }}")).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deepCopy $d", "$d", "merge $d $d", "deepEqual $d $e"})
    void givesUpAtAMapThatHoldsItself(String call) {
        String before = "{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $e := dict }}{{ $_ := set $e \"d\" $e }}";
        assertThatThrownBy(() -> Calls.of(before + "{{ " + call + " }}"))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("holds itself");
    }

    /** Each would be an object, and the context holds all files of a chart. */
    @Test
    void copiesNoBytesOfFiles() throws Exception {
        GoMap context = GoMap.empty();
        GoSlice file = GoSlice.bytes(Text.of("text"));
        context.put("file", Value.of(file, Sources.NONE));
        Function deepCopy = Functions.table(Caller.Dialect.HELM_3).functions().get("deepCopy");

        Value copied = deepCopy.body()
                .call(new Arguments(List.of(Value.of(context, Sources.NONE)), () -> ".", null))
                .unboxed();

        assertThat(copied.data())
                .isNotSameAs(context)
                .isInstanceOfSatisfying(
                        GoMap.class, map -> assertThat(map.get("file").data()).isSameAs(file));
        assertThat(Calls.with("f", file).write("{{ range (deepCopy .).f }}{{ . }} {{ end }}"))
                .isEqualTo("116 101 120 116 ");
    }

    @Test
    void changesAMapOfANamedTypeAsAPlainOne() {
        GoMap named = GoMap.of(GoType.named("chartutil.Values", GoType.MAP));
        named.put("a", Value.of("x"));
        var values = Calls.with("v", named);
        assertThat(values.write("{{ typeOf .v }} {{ typeOf (set .v \"b\" 1) }} {{ .v.b }}"))
                .isEqualTo("chartutil.Values map[string]interface {} 1");
        assertThat(values.write("{{ dig \"a\" \"z\" .v }}")).contains("interface {} is chartutil.Values, not map");
    }

    @Test
    void keepsWhereValuesAndKeysCameFrom() {
        var values = Calls.with("a", "x").and("b", "y");
        assertThat(values.traced("{{ get (dict \"k\" .a \"l\" .b) \"k\" }}")).isEqualTo("x[a]");
        assertThat(values.traced("{{ index (dict .a .b) \"x\" }}")).isEqualTo("y[a+b]");
        assertThat(values.traced("{{ (merge (dict \"k\" \"\") (dict \"k\" .a)).k }}"))
                .isEqualTo("x[a]");
        assertThat(values.traced("{{ get . \"nope\" }}")).isEqualTo("[no nope]");
        assertThat(values.traced("{{ hasKey . \"nope\" }}")).isEqualTo("false[no nope]");
        assertThat(values.traced("{{ dig \"nope\" .a . }}")).isEqualTo("x[a+no nope]");
        assertThat(values.traced("{{ keys (dict \"k\" .a) | first }}")).isEqualTo("k[a]");
    }
}
