package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class ToolErrorTest {
    private static final String HOSTILE = "\u001b[31m\n##vso[task.complete]\r\n::error::x";

    @Test
    void namesWhatWasDoneTheClassAndThePlace() {
        Problem problem = ToolError.problem(
                "reading charts/web", new ExecutionException(new PatternSyntaxException("c4n4ry", "[z-a]", 1)));
        assertThat(problem.message())
                .matches("reading charts/web failed unexpectedly: PatternSyntaxException at ToolErrorTest\\.\\w+:\\d+");
        assertThat(problem.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void textOfTheInputIsLeftOut() {
        for (Throwable thrown : new Throwable[] {
            new InvalidPathException("c4n4ry\0" + HOSTILE, "Nul character not allowed"),
            new IllegalArgumentException(HOSTILE + "c4n4ry"),
            new IllegalStateException(HOSTILE, new RuntimeException("c4n4ry")),
            new AssertionError("c4n4ry" + HOSTILE),
        }) {
            assertThat(ToolError.problem("reading " + HOSTILE, thrown).toString())
                    .doesNotContain("c4n4ry", "##vso", "::error", "\u001b", "\n");
            assertThat(trace(ToolError.neutral(thrown))).doesNotContain("c4n4ry", "##vso", "::error", "\u001b");
        }
    }

    @Test
    void whatTheRuntimeSaysIsKeptAndNeutral() {
        assertThat(ToolError.problem("reading x", new NoClassDefFoundError("com/example/Missing" + HOSTILE))
                        .message())
                .contains("NoClassDefFoundError: com/example/Missing\\u001b[31m\\n#\\#vso");
        assertThat(ToolError.problem("reading x", new OutOfMemoryError("Java heap space"))
                        .message())
                .isEqualTo("not enough memory for reading x");
        assertThat(ToolError.problem("reading x", new StackOverflowError()).message())
                .isEqualTo("reading x failed: it is nested too deeply");
    }

    @Test
    void circularCausesEnd() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));
        assertThat(ToolError.neutral(one)).isNotNull();
        assertThat(ToolError.neutral(null)).isNull();
    }

    @Test
    void aNeutralExceptionKeepsItsTrace() {
        Throwable neutral = ToolError.neutral(failure());
        assertThat(trace(Objects.requireNonNull(neutral)))
                .contains("InvalidPathException", "ToolErrorTest.failure")
                .doesNotContain("c4n4ry");
    }

    private static RuntimeException failure() {
        try {
            return new IllegalStateException(Path.of("c4n4ry\0").toString());
        } catch (InvalidPathException expected) {
            return expected;
        }
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
