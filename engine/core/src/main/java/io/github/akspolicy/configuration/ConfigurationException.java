package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Problem;
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

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
