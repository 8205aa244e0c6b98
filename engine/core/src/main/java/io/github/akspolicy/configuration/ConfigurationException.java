package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it at once. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** @param problems at least one, in the order of the file; the message holds them, harmless to print */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> SafeText.line(problem.toString()))
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** Reads what makes a verification. */
    @FunctionalInterface
    interface Reading {
        Verification read() throws ConfigurationException;
    }

    /**
     * Reads, and reports what no check of the configuration expects, such as text that the Java runtime refuses.
     *
     * @param read the file or folder that is read
     */
    static Verification guard(Path read, Reading reading) throws ConfigurationException {
        try {
            return reading.read();
        } catch (RuntimeException | Error unexpected) {
            Path folder = read.toAbsolutePath().getParent();
            String shown = Workspace.of(folder == null ? read : folder).relative(read);
            throw new ConfigurationException(List.of(ToolError.problem("reading " + shown, unexpected)));
        }
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
