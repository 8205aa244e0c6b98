package io.github.akspolicy.source;

import java.util.List;
import java.util.Set;

/** A source, or a part of it, that could not be read. */
public class SourceException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final transient Set<String> secrets;

    /** @param problems at least one */
    public SourceException(List<Problem> problems) {
        this(problems, Set.of());
    }

    /**
     * An exception whose problems may quote secrets.
     *
     * @param problems at least one
     * @param secrets texts that must not be shown; they are masked wherever an evaluation shows the problems
     */
    public SourceException(List<Problem> problems, Set<String> secrets) {
        // exceptions end up in logs
        super(
                problems.isEmpty() || !secrets.isEmpty()
                        ? "a source cannot be read"
                        : problems.get(0).toString());
        this.problems = List.copyOf(problems);
        this.secrets = Set.copyOf(secrets);
    }

    public SourceException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }

    /** The same with its problems in other words. */
    public SourceException with(List<Problem> others) {
        return new SourceException(others, secrets);
    }

    /** What the problems may quote and nobody may see. */
    public Set<String> secrets() {
        return secrets;
    }
}
