package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those that Go 1.23 prints by {@code fmt} for the values that a template of Helm may hold. */
class PrintedValueTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    map[secretKeyRef:map[key:password name:store]]    | a Go map
                    [map[name:a value:b] map[name:c value:d]]         | a Go map
                    map[]                                             | a Go map
                    --labels=map[app:store]                           | a Go map
                    map[repository:store tag:1.0]:latest              | a Go map
                    https://map[host:store]                           | a Go map
                    <nil>                                             | an absent value
                    --name=<nil>                                      | an absent value
                    <no value>                                        | an absent value
                    %!s(<nil>)                                        | a format error of printf
                    %!d(string=80)                                    | a format error of printf
                    http://store:%!d(float64=80)/                     | a format error of printf
                    %!s(map[string]interface {}=map[a:b])             | a format error of printf
                    %!s(MISSING)                                      | a format error of printf
                    store%!(EXTRA string=orders)                      | a format error of printf
                    """)
    void isPrinted(String text, String words) {
        assertThat(PrintedValue.of(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map[string]int",
                "map[string]interface{}",
                "the type map[key:value] of Go",
                "labels: map[app:store]",
                "bitmap[3]",
                "mymap['key']",
                "map['a:b']",
                "<none>",
                "nil",
                "x <nil> y",
                "100%!",
                "date +%!",
                "Only 5%! (really)",
            })
    void isAnOrdinaryText(String text) {
        assertThat(PrintedValue.of(text)).isEmpty();
    }

    @Test
    @Timeout(10)
    void longTextsEndInTime() {
        for (String part : new String[] {"map[a:", "%!s(", "map[", "a=", "%!(EXTRA "}) {
            PrintedValue.of(part.repeat(30_000));
            PrintedValue.of(part.repeat(500));
        }
    }
}
