package io.github.akspolicy.helm.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where a rendered file is split into documents. */
class SeparatorsTest {
    /** As Helm has it: {@code (?:^|\s*\n)---\s*} of Go, whose matches are the leftmost and longest ones. */
    private static final Pattern HELMS_OWN =
            Pattern.compile("(?:^|(?<![\\t\\n\\f\\r ])[\\t\\n\\f\\r ]*+(?<=\\n))(---)[\\t\\n\\f\\r ]*+");

    private static final String TEST_HOOK = "metadata: {name: h, annotations: {helm.sh/hook: test}}\nkind: Pod";

    /** What was read, or that it cannot be read. */
    private static final class Found implements ManifestReader.Receiver {
        private final List<String> all = new ArrayList<>();
        private boolean hasProblem;

        @Override
        public void document(Node root) {
            all.add(root.position().line() + ":" + Node.toPlain(root));
        }

        @Override
        public void problem(ManifestException problem) {
            hasProblem = true;
        }

        private Found read(String text) {
            ManifestReader.yaml(text, ReadLimits.DEFAULT, this);
            return this;
        }
    }

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

    private static String made(Random random, String... pieces) {
        var text = new StringBuilder();
        for (int j = random.nextInt(12); j >= 0; j--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    @Test
    void separatorsAreThoseOfHelm() {
        assertThat(Separators.documents("a: 1\n---\nb: 2\n")).hasSize(2);
        var random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            String text =
                    made(random, "-", "--", "---", "----", "\n", "\n\n", " ", "\t", "\r", "\f", "\u000b", "a", "a: b");
            assertThat(Separators.documents(text)).as(text).isEqualTo(byPattern(text));
        }
    }

    /** Each by itself, in its line, and none of those that Helm does not install. */
    @Test
    void documentsAreThoseOfHelm() throws ManifestException {
        var random = new Random(2);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = made(
                    random,
                    "---",
                    "\n---",
                    "\n---",
                    "--- ",
                    " # c",
                    "\n",
                    "\n \n",
                    "\r\n",
                    "  ",
                    "\t",
                    "\na: b",
                    "kind: Pod",
                    "\nc: |\n  x\n ",
                    "c: |+\n  x\n\n",
                    TEST_HOOK,
                    "\n" + TEST_HOOK);
            var helms = new Found();
            for (Separators.Span span : byPattern(text)) {
                Separators.Span trimmed = span.trimmed(text);
                String document = text.substring(trimmed.from(), trimmed.to());
                boolean isHook = document.contains("helm.sh/hook")
                        && new Found().read(document).all.toString().contains("helm.sh/hook=test");
                if (!isHook) {
                    long line = text.substring(0, trimmed.from())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
                    helms.read("\n".repeat((int) line) + document);
                }
            }
            var ours = new Found();
            for (String part : Hooks.installed(text, false)) {
                ours.read(part);
            }
            assertThat(ours.hasProblem).as(text).isEqualTo(helms.hasProblem);
            assertThat(ours.all).as(text).isEqualTo(helms.all);
            read += ours.all.size();
        }
        assertThat(read).isGreaterThan(10_000);
    }
}
