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

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
