package io.github.akspolicy.cli;

import java.nio.file.Path;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // libraries may log; nothing here does, and SLF4J would say that nobody listens
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int code = new CommandLineTool(System.out, System.err, Path.of("").toAbsolutePath()).run(arguments);
        System.out.flush();
        System.exit(code);
    }
}
