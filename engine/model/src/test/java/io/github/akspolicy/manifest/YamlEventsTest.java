package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.manifest.YamlEvents.Event;
import io.github.akspolicy.manifest.YamlEvents.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Helm and kubectl find in a text, and the words in which they refuse one. Each message was taken from Helm 3.17.2. */
class YamlEventsTest {
    private static List<Event> events(String text) throws YamlEvents.Refusal {
        var reader = new YamlEvents(text);
        var all = new ArrayList<Event>();
        int open = 0;
        do {
            Event event = reader.next();
            all.add(event);
            open += event.kind() == Kind.END ? -1 : event.kind() == Kind.SCALAR || event.kind() == Kind.ALIAS ? 0 : 1;
        } while (open >= 0);
        return all;
    }

    @Test
    void namesWhatStandsInAText() throws YamlEvents.Refusal {
        assertThat(events("a: &x 1\nb: [*x, !!str 2]\n"))
                .extracting(Event::kind)
                .containsExactly(
                        Kind.DOCUMENT_START,
                        Kind.MAPPING_START,
                        Kind.SCALAR,
                        Kind.SCALAR,
                        Kind.SCALAR,
                        Kind.SEQUENCE_START,
                        Kind.ALIAS,
                        Kind.SCALAR,
                        Kind.END,
                        Kind.END,
                        Kind.END,
                        Kind.END);
    }

    @Test
    void knowsAnchorsTagsAndPlaces() throws YamlEvents.Refusal {
        List<Event> all = events("a: &x 1\nb: !!str 2\nc: 'é'\n");
        Event anchored = all.get(3);
        Event tagged = all.get(5);
        Event quoted = all.get(7);
        assertThat(anchored.anchor()).isEqualTo("x");
        assertThat(anchored.isImplicit()).isTrue();
        assertThat(tagged.tag()).isEqualTo("tag:yaml.org,2002:str");
        assertThat(tagged.isImplicit()).isFalse();
        assertThat(quoted.value()).isEqualTo("é");
        assertThat(quoted.isImplicit()).isFalse();
        assertThat("a: &x 1\nb: !!str 2\nc: 'é'\n".substring(quoted.start(), quoted.end()))
                .isEqualTo("'é'");
    }

    @Test
    void readsAnEmptyTextAsNothing() throws YamlEvents.Refusal {
        assertThat(events("# only a comment\n")).extracting(Event::kind).containsExactly(Kind.END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a: [ → line 1: did not find expected node content",
                "a: {b → line 1: did not find expected ',' or '}'",
                "a:⏎  - b⏎ c: d → line 2: did not find expected key",
                "- a⏎b: c → line 1: did not find expected '-' indicator",
                "a: b: c → mapping values are not allowed in this context",
                "x: 1⏎a: b: c → line 2: mapping values are not allowed in this context",
                "a: - b → block sequence entries are not allowed in this context",
                "a: @b → found character that cannot start any token",
                "a: 1⏎\tb: 2 → line 2: found a tab character that violates indentation",
                "a:⏎\tb: 2 → line 2: found character that cannot start any token",
                "a: 1⏎b → line 3: could not find expected ':'",
                "a: 1⏎b⏎ → line 3: could not find expected ':'",
                "a: 1⏎b # c⏎# d → line 4: could not find expected ':'",
                "a: 1⏎{b: c → line 3: could not find expected ':'",
                "a: \"b → found unexpected end of stream",
                "a: \"b⏎--- → line 2: found unexpected document indicator",
                "a: \"\\q\" → found unknown escape character",
                "a: \"\\x4\" → did not find expected hexdecimal number",
                "a: \"\\ud800\" → found invalid Unicode character escape code",
                "a: *⏎ → did not find expected alphabetic or numeric character",
                "a: !<b c → did not find the expected '>'",
                "a: !e!b c → found undefined tag handle",
                "a: |0⏎ → found an indentation indicator equal to 0",
                "a: |x⏎ → did not find expected comment or line break",
                "a: |⏎\tb → line 2: found a tab character where an indentation space is expected",
                "%YAML 1.2⏎--- a → found incompatible YAML document",
                "%YAML 1.1 → line 1: did not find expected <document start>",
                "%YAML 1 → did not find expected digit or '.' character",
                "%TAG x → did not find expected '!'",
                "%X → found unknown directive name",
                "% → could not find expected directive name",
                "a\u0001b → control characters are not allowed",
            })
    void refusesInTheWordsOfTheReader(String text, String message) {
        assertThatThrownBy(() -> events(text.replace('⏎', '\n')))
                .isInstanceOf(YamlEvents.Refusal.class)
                .hasMessage(message);
    }

    @Test
    void saysWhatPlainScalarsMean() {
        assertThat(YamlEvents.resolve("yes")).isEqualTo(true);
        assertThat(YamlEvents.resolve("010")).isEqualTo(8L);
        assertThat(YamlEvents.resolve("1e3")).isEqualTo(1000.0);
        assertThat(YamlEvents.resolve("18446744073709551615")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(YamlEvents.resolve("12:30:45")).isEqualTo("12:30:45");
        assertThat(YamlEvents.resolve("~")).isNull();
        assertThat(YamlEvents.jsonKey(1.5)).isEqualTo("1.5");
        assertThat(YamlEvents.jsonKey(null)).isNull();
    }
}
