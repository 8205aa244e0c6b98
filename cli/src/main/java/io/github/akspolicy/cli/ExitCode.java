package io.github.akspolicy.cli;

import java.util.EnumSet;
import java.util.Set;

/** How a command ends. */
enum ExitCode {
    /** It did what it was asked for, and nothing fails. */
    PASSED(0),
    /** It did, and what it found fails. */
    FINDINGS(1),
    /** Options, input or a tool are at fault. */
    ERROR(2);

    /** Those of the tool. */
    static final Set<ExitCode> ALL = EnumSet.allOf(ExitCode.class);

    private static final Set<String> EVALUATING = Set.of("audit", "pr", "scan", "verify");

    /** Each compares a lock with what is there. */
    private static final Set<String> CHECKING = Set.of("charts-lock", "images-lock");

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Those of a command. */
    static Set<ExitCode> of(String command) {
        return EVALUATING.contains(command) || CHECKING.contains(command) || command.equals("test")
                ? EnumSet.allOf(ExitCode.class)
                : EnumSet.of(PASSED, ERROR);
    }

    /** What it means for a command, or for the tool. */
    String text(String command) {
        return switch (this) {
            case PASSED -> of(command).contains(FINDINGS) || isTool(command) ? "nothing fails" : "done";
            case FINDINGS ->
                CHECKING.contains(command)
                        ? "with --check: the lock is not what is there"
                        : command.equals("test") ? "policy tests fail" : "findings fail";
            case ERROR -> "an option, the input or a tool is at fault";
        };
    }

    private static boolean isTool(String command) {
        return command.equals("aks-policy");
    }
}
