package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.template.exec.LimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic with whole numbers and with decimals, and the conversions before it. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "add 1.9 1.9 → 2",
                "add \"3\" \"x\" nil true → 4",
                "add → 0",
                "add 9223372036854775807 1 → -9223372036854775808",
                "sub 1 \"0x10\" → -15",
                "mul 1.5 2 → 2",
                "div -7 2 → -3",
                "div 1 0 → runtime error: integer divide by zero",
                "mod 7 -3 → 1",
                "mod 1 nil → runtime error: integer divide by zero",
                "max 1 2.9 \"7\" → 7",
                "min 1 -2 → -2",
                "biggest 3 2 → 3",
                "add1 \"41\" → 42",
                "int 1e21 → -9223372036854775808",
                "int \"010\" → 8",
                "int \"1.0\" → 1",
                "int \"1.5\" → 0",
                "int64 -1.9 → -1",
                "atoi \"010\" → 10",
                "atoi \"99999999999999999999\" → 9223372036854775807",
                "atoi \"x\" → 0",
                "toDecimal \"0777\" → 511",
                "toDecimal 8 → 0",
                "until 3 → [0 1 2]",
                "until -2 → [0 -1]",
                "untilStep 0 10 3 → [0 3 6 9]",
                "untilStep 0 10 0 → []",
                "untilStep 3 0 1 → []",
                "seq 3 → 1 2 3",
                "seq 0 → 1 0",
                "seq 2 -1 0 → 2 1 0",
                "seq 0 2 5 → 0 2 4",
                "seq 5 2 0 | quote → \"\"",
                "seq | quote → \"\"",
                "addf 0.1 0.2 → 0.3",
                "subf 1 0.9 → 0.1",
                "mulf 1.1 1.1 → 1.21",
                "divf 1 3 → 0.3333333333333333",
                "divf 1 0 → decimal division by 0",
                "addf \"inf\" → Cannot create a Decimal from +Inf",
                "add1f 0.1 → 1.1",
                "maxf 1 \"2.5\" → 2.5",
                "minf 1 nil → 0",
                "float64 \"abc\" → 0",
                "float64 true → 1",
                "floor -1.5 → -2",
                "ceil 1.2 → 2",
                "round 2.5 0 → 3",
                "round -2.5 0 → -3",
                "round 1.005 2 → 1",
                "round 123.4 -1 → 120",
                "round 1.3 0 0.3 → 2",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void endsAnExecutionThatWouldCountTooFar() {
        assertThatThrownBy(() -> Calls.of("{{ until 9000000000 }}")).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Calls.of("{{ seq 9000000000 }}")).isInstanceOf(LimitException.class);
    }

    @Test
    void remembersEachOperand() {
        var values = Calls.with("a", 1.0).and("b", "2");
        assertThat(values.traced("{{ add .a .b }}")).isEqualTo("3[a+b]");
        assertThat(values.traced("{{ mulf .a .b }}")).isEqualTo("2[a+b]");
        assertThat(values.traced("{{ index (until (int .b)) 1 }}")).isEqualTo("1[b]");
    }
}
