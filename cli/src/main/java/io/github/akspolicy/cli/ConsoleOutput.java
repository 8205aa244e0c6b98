package io.github.akspolicy.cli;

import io.github.akspolicy.run.NeutralText;
import io.github.akspolicy.run.Output;
import java.io.PrintStream;

/** The lines of a command on standard output, with the level before what is more than information. */
record ConsoleOutput(PrintStream out) implements Output {
    /** Calls to Helm and the like have their place in Maven's debug log. */
    @Override
    public void debug(String text) {}

    @Override
    public void info(String text) {
        out.println(NeutralText.of(text));
    }

    @Override
    public void warn(String text) {
        out.println("[WARNING] " + NeutralText.of(text));
    }

    @Override
    public void error(String text) {
        out.println("[ERROR] " + NeutralText.of(text));
    }
}
