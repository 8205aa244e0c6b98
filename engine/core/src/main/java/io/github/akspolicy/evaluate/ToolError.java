package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.Problem;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An exception or error that no part of the tool expects, made safe to print. Messages of such exceptions quote input, which
 * may hold commands of a CI system or secrets: only what the Java runtime itself says is kept.
 */
public final class ToolError {
    private static final String PACKAGE = "io.github.akspolicy.";
    private static final int MOST_CAUSES = 10;

    private ToolError() {}

    /**
     * What to report. Everything that was being done counts as not evaluated.
     *
     * @param doing what was being done, with the file or chart where it is known: {@code reading k8s/web.yaml}
     * @param thrown an exception, or an error such as {@link StackOverflowError} or {@link OutOfMemoryError}
     */
    public static Problem problem(String doing, Throwable thrown) {
        Throwable first = unwrapped(thrown);
        String during = SafeText.line(doing);
        if (first instanceof OutOfMemoryError) {
            return new Problem(
                    "not enough memory for " + during, null, "make the input smaller, or set MAVEN_OPTS=-Xmx4g");
        }
        if (first instanceof StackOverflowError) {
            return new Problem(
                    during + " failed: it is nested too deeply",
                    null,
                    "make the input simpler; the place in the tool: " + place(first));
        }
        return new Problem(
                during + " failed unexpectedly: " + text(first) + " at " + place(first),
                null,
                "this is a defect of the tool or of a policy; report it with the input named here");
    }

    /**
     * The same exception for a stack trace, with a neutralised message: Maven prints causes with {@code -e}.
     *
     * @param thrown anything; null gives null
     */
    public static @Nullable Throwable neutral(@Nullable Throwable thrown) {
        return neutral(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static @Nullable Throwable neutral(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || seen.size() > MOST_CAUSES || !seen.add(thrown)) {
            return null;
        }
        return new Neutral(text(thrown), neutral(thrown.getCause(), seen), thrown.getStackTrace());
    }

    /** Class and, where only the runtime can have written it, message. */
    private static String text(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        boolean isOfRuntime = thrown instanceof LinkageError
                || thrown instanceof VirtualMachineError
                || thrown instanceof NullPointerException
                || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof ClassCastException;
        String message = thrown.getMessage();
        return isOfRuntime && message != null ? SafeText.line(name + ": " + message) : SafeText.line(name);
    }

    /** Where it was thrown, in this code rather than in the JDK's. */
    private static String place(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        for (StackTraceElement frame : trace) {
            if (frame.getClassName().startsWith(PACKAGE)) {
                return simple(frame);
            }
        }
        return trace.length == 0 ? "an unknown place" : simple(trace[0]);
    }

    private static String simple(StackTraceElement frame) {
        String name = frame.getClassName();
        return SafeText.line(
                name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber());
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < MOST_CAUSES; i++) {
            Throwable cause = inner.getCause();
            if (cause == null
                    || !(inner instanceof ExecutionException
                            || inner instanceof CompletionException
                            || inner instanceof ExceptionInInitializerError)) {
                return inner;
            }
            inner = cause;
        }
        return inner;
    }

    private static final class Neutral extends Exception {
        private static final long serialVersionUID = 1;

        private Neutral(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
            super(text, cause);
            setStackTrace(trace);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
