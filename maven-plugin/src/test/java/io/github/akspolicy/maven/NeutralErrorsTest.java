package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.run.NeutralText;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

/** Whatever a goal throws or logs, Maven gets no text of the input as it stands. */
class NeutralErrorsTest {
    private static final String HOSTILE = "c4n4ry\u001b[31m\r##vso[task.complete]\n::error::injected";

    private static final class Throwing extends AbstractPolicyMojo {
        private final Throwable thrown;

        private Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        void run() {
            NeutralErrorsTest.<RuntimeException>sneaky(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static void set(AbstractPolicyMojo mojo, String name, Object value) throws ReflectiveOperationException {
        Field field = AbstractPolicyMojo.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(mojo, value);
    }

    /** As of a command line without any setting. */
    @SuppressWarnings("deprecation") // the other constructor needs Maven's container
    private static MavenSession session() {
        return new MavenSession(null, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult(), List.of());
    }

    private static String thrownBy(Throwable thrown, Class<? extends Exception> expected) throws Exception {
        var mojo = new Throwing(thrown);
        var project = new MavenProject();
        project.setFile(new File("pom.xml").getAbsoluteFile());
        set(mojo, "project", project);
        set(mojo, "session", session());
        try {
            mojo.execute();
        } catch (Exception e) {
            assertThat(e).isExactlyInstanceOf(expected);
            // as Maven prints it with -e
            var text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain("##vso", "\n::error", "\u001b");
            return text.toString();
        }
        throw new AssertionError("nothing is thrown");
    }

    @Test
    void theUnexpectedIsAnErrorWithoutItsText() throws Exception {
        for (Throwable thrown : new Throwable[] {
            new PatternSyntaxException(HOSTILE, "[z-a]", 1),
            new IllegalStateException(new IllegalArgumentException(HOSTILE)),
            new AssertionError(HOSTILE),
            new StackOverflowError(),
            new OutOfMemoryError(),
            new java.io.IOException(HOSTILE),
        }) {
            assertThat(thrownBy(thrown, MojoExecutionException.class)).doesNotContain("c4n4ry");
        }
    }

    @Test
    void whatIsKnownKeepsItsTextNeutralised() throws Exception {
        assertThat(thrownBy(
                        new MojoExecutionException(HOSTILE, new RuntimeException(HOSTILE)),
                        MojoExecutionException.class))
                .contains("c4n4ry\\u001b[31m\\r#\\#vso");
        assertThat(thrownBy(new MojoFailureException(HOSTILE), MojoFailureException.class))
                .contains("c4n4ry");
    }

    @Test
    void theLogIsNeutralAndKeepsLinesAndHeadings() {
        var lines = new ArrayList<String>();
        var log = NeutralLog.of(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                lines.add(content.toString());
            }
        });
        log.info(HOSTILE);
        log.info("## Parameters");
        log.info("## ##vso[x]");
        log.info("one" + System.lineSeparator() + "  two: [a, b]" + System.lineSeparator());
        assertThat(lines)
                .containsExactly(
                        "c4n4ry\\u001b[31m\\r#\\#vso[task.complete]" + System.lineSeparator() + ":\\:error:\\:injected",
                        "## Parameters",
                        "## #\\#vso[x]",
                        "one" + System.lineSeparator() + "  two: [a, b]" + System.lineSeparator());
        assertThat(NeutralLog.of(log)).isSameAs(log);
        assertThat(List.of(NeutralText.of(null))).containsExactly("null");
    }
}
