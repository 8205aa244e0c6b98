package io.github.akspolicy.testing.internal;

import io.github.akspolicy.policytest.UnexpectedResultException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Failed policy tests, as an error for test frameworks. */
public final class PolicyTestFailures {
    /** What asserts for a test: where it does so is no news to who reads the failure of the test. */
    private static final Pattern ASSERTING =
            Pattern.compile("io\\.github\\.akspolicy\\.(testing\\.PolicyTester|testing\\.internal\\..*|assertj\\..*)"
                    + "|org\\.assertj\\..*");

    private static final Pattern REFLECTION =
            Pattern.compile("(java\\.lang\\.reflect|jdk\\.internal|sun\\.reflect)\\..*");

    private PolicyTestFailures() {}

    /** The failure, with marks and findings for IDEs to compare where these differ. */
    public static AssertionFailedError of(UnexpectedResultException unexpected) {
        return atCaller(
                unexpected.expected().equals(unexpected.actual())
                        ? new AssertionFailedError(unexpected.getMessage())
                        : new AssertionFailedError(
                                unexpected.getMessage(), unexpected.expected(), unexpected.actual()));
    }

    /** A failed assertion of ours whose trace begins in the test that asked for it. */
    public static <T extends Throwable> T atCaller(T thrown) {
        return within(thrown, null);
    }

    /**
     * The same, where the trace ends in the test, too.
     *
     * @param calling the class of the engine that called the test; null for another engine
     */
    public static <T extends Throwable> T within(T thrown, @Nullable Class<?> calling) {
        StackTraceElement[] trace = thrown.getStackTrace();
        List<StackTraceElement> theirs = Arrays.stream(trace)
                .dropWhile(frame -> ASSERTING.matcher(frame.getClassName()).matches())
                .takeWhile(frame -> calling == null || !frame.getClassName().equals(calling.getName()))
                .toList();
        int end = theirs.size();
        while (calling != null && end > 0 && isReflection(theirs.get(end - 1))) {
            end--;
        }
        // a trace of nothing but the engine is of an error of the engine
        if (end > 0) {
            thrown.setStackTrace(theirs.subList(0, end).toArray(StackTraceElement[]::new));
        }
        return thrown;
    }

    private static boolean isReflection(StackTraceElement frame) {
        return REFLECTION.matcher(frame.getClassName()).matches();
    }
}
