package io.github.akspolicy.source;

import java.util.List;

/** A source, or a part of it, that could not be read. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public SourceException(List<Problem> problems) {
        super(problems.isEmpty() ? "unknown problem" : problems.get(0).toString());
        this.problems = List.copyOf(problems);
    }

    public SourceException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
