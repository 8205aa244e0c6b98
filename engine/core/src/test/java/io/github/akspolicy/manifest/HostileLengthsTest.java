package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.identity.SecretShape;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million characters of one kind neither use up the stack nor the afternoon, whichever reader they meet. */
class HostileLengthsTest {
    private static final int LENGTH = 1_000_000;
    private static final long SMALL_STACK = 256 << 10;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static void runs(String text, Consumer<String> reader) {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(null, () -> reader.accept(text), "hostile", SMALL_STACK);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, what) -> thrown.set(what));
        thread.start();
        try {
            thread.join(LONGEST.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("takes longer than " + LONGEST).isFalse();
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get().getClass() + " of " + text.substring(0, 20), thrown.get());
        }
    }

    private static String repeated(String part) {
        return part.repeat(LENGTH / part.length());
    }

    @Test
    void fieldPaths() {
        String[] texts = {
            "a[\"" + repeated("k") + "\"]",
            "a[\"" + repeated("\\\"") + "\"]",
            "a[\"" + repeated("k"),
            repeated("a."),
            repeated("a.") + "b",
            "a[" + repeated("w") + "]",
            repeated("[0]"),
            repeated("[\"a\"]"),
        };
        for (String text : texts) {
            runs(text, hostile -> {
                try {
                    FieldPath path = FieldPath.parse(hostile);
                    FieldPath same = FieldPath.parse(hostile);
                    assertThat(path.equals(same)).isTrue();
                    assertThat(path.key()).isNotEmpty();
                    assertThat(path.toString()).isNotEmpty();
                    assertThat(path.segments()).isNotEmpty();
                } catch (IllegalArgumentException refused) {
                    assertThat(refused.getMessage()).contains("not a field path");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "- ",
                "? ",
                "a: ",
                "'",
                "\"",
                "\\",
                "!",
                "!!a ",
                "&a ",
                "*a ",
                "|",
                "> ",
                "#",
                "%",
                "\t",
                " ",
                "\n",
                "---\n",
                "...\n",
                "a",
                "1",
                "0x",
                "~",
                "<<: ",
                "{a: ",
                "[[",
                "}",
                "]",
                ",",
                ":",
                "\u2028",
                "\ud83d\ude00"
            })
    void yamlAndJson(String part) {
        String hostile = repeated(part);
        for (String text : new String[] {hostile, "a: " + hostile}) {
            runs(text, read -> {
                ManifestReader.yaml(read, ReadLimits.DEFAULT, receiver());
                ManifestReader.json(read, ReadLimits.DEFAULT, receiver());
            });
        }
    }

    private static ManifestReader.Receiver receiver() {
        return new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                assertThat(root).isNotNull();
            }

            @Override
            public void problem(ManifestException problem) {
                assertThat(problem.getMessage()).isNotEmpty();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "/a", "a/", "a.", ".a", "a.b/", "P1D", "1D", "-", "x", "*", "{{", "$(", "a b", "'", "aA1/", "::",
                "##"
            })
    void textsOfFields(String part) {
        String hostile = repeated(part);
        for (String text : new String[] {hostile, "a" + hostile, "P" + hostile, hostile + "!"}) {
            runs(text, read -> {
                assertThat(SecretShape.isSecret("password", read)).isIn(true, false);
                assertThat(SafeText.line(read).length()).isLessThanOrEqualTo(10_000);
                assertThat(Glob.matches("*a*b*", read)).isIn(true, false);
            });
        }
    }
}
