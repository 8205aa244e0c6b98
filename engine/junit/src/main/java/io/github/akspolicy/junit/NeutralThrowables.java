package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import java.util.Objects;
import org.junit.platform.engine.support.hierarchical.OpenTest4JAwareThrowableCollector;
import org.opentest4j.TestAbortedException;

/**
 * Collects what tests throw without commands of CI systems and control characters: messages quote resources, and the console
 * prints them. Exceptions whose text is harmless stay the very same.
 */
final class NeutralThrowables extends OpenTest4JAwareThrowableCollector {
    @Override
    public void execute(Executable executable) {
        super.execute(() -> {
            try {
                executable.execute();
            } catch (Throwable thrown) {
                throw isHarmless(thrown) ? thrown : neutral(thrown);
            }
        });
    }

    private static boolean isHarmless(Throwable thrown) {
        int causes = 0;
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            String message = String.valueOf(one.getMessage());
            if (++causes > 10
                    || one.getSuppressed().length > 0
                    || !SafeText.block(message).equals(message)) {
                return false;
            }
        }
        return true;
    }

    /** A failed assertion stays one, an aborted test is aborted; everything else is an error. */
    private static Throwable neutral(Throwable thrown) {
        String message = SafeText.block(String.valueOf(thrown.getMessage()));
        Throwable safe = thrown instanceof AssertionError
                ? new AssertionError(message)
                : thrown instanceof TestAbortedException
                        ? new TestAbortedException(message)
                        : new IllegalStateException(Objects.requireNonNull(ToolError.neutral(thrown))
                                .getMessage());
        safe.setStackTrace(thrown.getStackTrace());
        return safe;
    }
}
