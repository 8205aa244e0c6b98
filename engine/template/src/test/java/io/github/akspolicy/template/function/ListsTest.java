package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions over lists. */
class ListsTest {
    private static final String NIL = "runtime error: invalid memory address or nil pointer dereference";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "list 1 nil \"a\" → [1 <nil> a]",
                "tuple → []",
                "append (list 1) 2 → [1 2]",
                "push \"a\" 2 → Cannot push on type string",
                "prepend (until 2) \"x\" → [x 0 1]",
                "rest (list 1 2 3) → [2 3]",
                "rest list | toJson → null",
                "initial (list 1 2 3) → [1 2]",
                "first (list 1 2) | toJson → 1",
                "first list | toJson → null",
                "first \"abc\" → Cannot find first on type string",
                "last (splitList \",\" \"a,b\") → b",
                "mustLast 1 → Cannot find last on type int",
                "reverse (list 1 2) → [2 1]",
                "compact (list 0 1 \"\" \"a\" false nil (list) 2.5) → [1 a 2.5]",
                "uniq (list 1 1.0 \"1\" 1) → [1 1 1]",
                "without (list 1 2 3 2) 2 3 → [1]",
                "without (list 1.0) 1 → [1]",
                "has 1 (until 3) → true",
                "has 1.0 (until 3) → false",
                "has 1 nil → false",
                "has 1 \"a\" → Cannot find has on type string",
                "slice (list 1 2 3) 1 2 → [2]",
                "slice (list 1 2 3) 2 1 → reflect.Value.Slice: slice index out of bounds",
                // Go has room for more where a list grew, and none where it was made at once
                "slice (append (list 1 2) 3) 0 4 | toJson → [1,2,3,null]",
                "slice (compact (list 1 2 3)) 2 4 | toJson → [3,null]",
                "slice (until 5) 3 6 → [3 4 0]",
                "slice (until 5) 0 9 → reflect.Value.Slice: slice index out of bounds",
                "slice (slice (until 5) 3) 0 6 → reflect.Value.Slice: slice index out of bounds",
                "slice (list 1 2 3) 0 4 → reflect.Value.Slice: slice index out of bounds",
                "slice (regexFindAll \".\" \"ab\" -1) 0 10 | len → 10",
                "slice (fromYamlArray \"[1, 2, 3]\") 0 4 | toJson → [1,2,3,null]",
                "slice list 5 9 | toJson → null",
                "slice \"hello\" 1 3 → list should be type of slice or array but string",
                "typeOf (slice (until 3) 1) → []int",
                "concat (list 1) (until 2) list → [1 0 1]",
                "concat | toJson → null",
                "concat (list 1) \"a\" → Cannot concat type string as list",
                "chunk 2 (list 1 2 3) → [[1 2] [3]]",
                "chunk 1 list → []",
                "chunk 0 (list 1) → runtime error: makeslice: len out of range",
                "chunk -1 (list 1 2) → []",
                "chunk -1 (list 1 2 3) → runtime error: makeslice: len out of range",
                "chunk -2 (list 1 2 3) → []",
                "typeOf (chunk 1 (list 1)) → [][]interface {}",
            })
    void givesWhatSprigDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"first", "rest", "reverse", "compact", "uniq", "mustInitial", "append 1 |", "slice", "concat"})
    void refusesNothing(String function) {
        String call = function.endsWith("|") ? "append nil 1" : function + " nil";
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(NIL);
    }

    @Test
    void neverChangesAList() {
        assertThat(Calls.of(
                        "{{ $l := list 1 2 }}{{ $m := append $l 3 }}{{ $n := append $l 4 }}{{ $l }}{{ $m }}{{ $n }}"))
                .isEqualTo("[1 2][1 2 3][1 2 4]");
        assertThat(Calls.of("{{ $l := list 1 2 }}{{ $_ := reverse $l }}{{ $_ := sortAlpha $l }}{{ $l }}"))
                .isEqualTo("[1 2]");
    }

    @Test
    void sharesTheElements() {
        assertThat(Calls.of("{{ $o := list (dict \"a\" 1) }}{{ $c := rest (prepend $o 0) }}"
                        + "{{ $_ := set (first $c) \"a\" 2 }}{{ toJson $o }}"))
                .isEqualTo("[{\"a\":2}]");
    }

    @Test
    void keepsWhereElementsCameFrom() {
        var values = Calls.with("a", "x").and("b", "y");
        assertThat(values.traced("{{ first (reverse (list .a .b)) }}")).isEqualTo("y[b]");
        assertThat(values.traced("{{ has .a (list .b) }}")).isEqualTo("false[a+b]");
        assertThat(values.traced("{{ index (without (list .a \"z\") .b) 0 }}")).isEqualTo("x[a+b]");
        assertThat(values.traced("{{ last (last (chunk 1 (list .a .b))) }}")).isEqualTo("y[b]");
    }
}
