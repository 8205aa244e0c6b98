package io.github.akspolicy.run;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked for: its options, its input or a tool that it needs are at fault. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    public CommandException(@Nullable String message) {
        super(message);
    }

    public CommandException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
