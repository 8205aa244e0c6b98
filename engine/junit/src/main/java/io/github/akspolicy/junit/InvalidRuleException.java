package io.github.akspolicy.junit;

import java.lang.reflect.Member;
import org.jspecify.annotations.Nullable;

/** A member that is no rule, though it is annotated so. */
final class InvalidRuleException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidRuleException(Member member, String what, String fix, @Nullable Throwable cause) {
        super(
                "@PolicyRule " + member.getDeclaringClass().getName() + "." + member.getName() + " " + what + ": "
                        + fix,
                cause);
    }

    /** A class that cannot be initialized has no rule at all, whichever of its members is at fault. */
    InvalidRuleException(Class<?> rules, Throwable cause) {
        super(
                "@PolicyRule " + rules.getName() + " cannot be initialized" + line(rules, cause) + ", it throws "
                        + cause + ": correct it; none of its rules is evaluated",
                cause);
    }

    /** Where the class was when that was thrown. */
    private static String line(Class<?> rules, Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().equals(rules.getName())) {
                return " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
        }
        return "";
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
