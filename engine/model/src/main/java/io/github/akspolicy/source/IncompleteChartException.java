package io.github.akspolicy.source;

import java.util.List;
import java.util.Set;

/** A chart that does not render as it lies there: it says or shows that it needs other values, or its dependencies. */
public final class IncompleteChartException extends SourceException {
    private static final long serialVersionUID = 1;

    private final boolean needsValues;
    private final boolean isPassedOver;

    private IncompleteChartException(
            List<Problem> problems, Set<String> secrets, boolean needsValues, boolean isPassedOver) {
        super(problems, secrets);
        this.needsValues = needsValues;
        this.isPassedOver = isPassedOver;
    }

    /**
     * A chart that does not render with the values that it was given.
     *
     * @param problems at least one
     * @param secrets see {@link SourceException#secrets}
     */
    public static IncompleteChartException needingValues(List<Problem> problems, Set<String> secrets) {
        return new IncompleteChartException(problems, secrets, true, false);
    }

    /** A chart whose dependencies are not in its folder. */
    public static IncompleteChartException needingDependencies(Problem problem) {
        return new IncompleteChartException(List.of(problem), Set.of(), false, false);
    }

    @Override
    public IncompleteChartException with(List<Problem> others) {
        return new IncompleteChartException(others, secrets(), needsValues, isPassedOver);
    }

    /**
     * The same for a chart to which values can be given.
     *
     * @param fix how; for each problem that has no fix
     * @param passedOver whether the chart is named as not evaluated instead of being a problem: nothing says that it is deployed
     *     like this
     */
    public IncompleteChartException with(String fix, boolean passedOver) {
        return new IncompleteChartException(
                problems().stream()
                        .map(problem ->
                                problem.fix().isEmpty() ? new Problem(problem.message(), problem.at(), fix) : problem)
                        .toList(),
                secrets(),
                needsValues,
                passedOver);
    }

    /** Whether the first problem is a line {@link #notEvaluated}, and the others are left out. */
    public boolean isPassedOver() {
        return isPassedOver;
    }

    /** The line about the chart of a release; {@code problem} is one of this. */
    public NotEvaluated notEvaluated(ReleaseId release, Problem problem) {
        return new NotEvaluated(
                release.source(),
                (needsValues ? "the chart needs values: " : "") + problem.message(),
                problem.at(),
                problem.fix());
    }
}
