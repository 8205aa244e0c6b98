package io.github.akspolicy.cli;

import java.nio.file.Path;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // there is no logger, which SLF4J would warn of
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int code = new CommandLineTool(System.out, System.err, Path.of("").toAbsolutePath()).run(arguments);
        System.out.flush();
        System.exit(code);
    }
}
