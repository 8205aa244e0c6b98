package io.github.akspolicy.helm.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where a rendered file is split into documents. */
class HooksTest {
    /** As Helm has it: {@code (?:^|\s*\n)---\s*} of Go, whose matches are the leftmost and longest ones. */
    private static final Pattern HELMS_OWN =
            Pattern.compile("(?:^|(?<![\\t\\n\\f\\r ])[\\t\\n\\f\\r ]*+(?<=\\n))(---)[\\t\\n\\f\\r ]*+");

    private static List<Separators.Span> byPattern(String text) {
        var spans = new ArrayList<Separators.Span>();
        int from = text.length() - text.stripLeading().length();
        int end = Math.max(from, text.stripTrailing().length());
        int before = -1;
        Matcher separator = HELMS_OWN.matcher(text).region(from, end);
        while (separator.find()) {
            spans.add(new Separators.Span(before, from, separator.start()));
            from = separator.end();
            before = separator.start(1);
        }
        spans.add(new Separators.Span(before, from, end));
        return spans;
    }

    @Test
    void separatorsAreThoseOfHelm() {
        assertThat(Hooks.documents("a: 1\n---\nb: 2\n")).hasSize(2);
        var random = new Random(1);
        String[] pieces = {"-", "--", "---", "----", "\n", "\n\n", " ", "\t", "\r", "\f", "\u000b", "a", "a: b"};
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String made = text.toString();
            assertThat(Hooks.documents(made)).as(made).isEqualTo(byPattern(made));
        }
    }
}
