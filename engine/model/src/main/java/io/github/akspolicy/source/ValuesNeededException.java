package io.github.akspolicy.source;

import java.util.List;
import java.util.Set;

/** A chart that does not render with the values that it was given, and says or shows that it needs others. */
public final class ValuesNeededException extends SourceException {
    private static final long serialVersionUID = 1;

    private final boolean isPassedOver;

    /**
     * @param problems at least one
     * @param secrets see {@link SourceException#secrets}
     */
    public ValuesNeededException(List<Problem> problems, Set<String> secrets) {
        this(problems, secrets, false);
    }

    private ValuesNeededException(List<Problem> problems, Set<String> secrets, boolean isPassedOver) {
        super(problems, secrets);
        this.isPassedOver = isPassedOver;
    }

    @Override
    public ValuesNeededException with(List<Problem> others) {
        return new ValuesNeededException(others, secrets(), isPassedOver);
    }

    /**
     * The same for a chart to which values can be given.
     *
     * @param fix how; for each problem that has no fix
     * @param passedOver see {@link #isPassedOver}
     */
    public ValuesNeededException with(String fix, boolean passedOver) {
        return new ValuesNeededException(
                problems().stream()
                        .map(problem ->
                                problem.fix().isEmpty() ? new Problem(problem.message(), problem.at(), fix) : problem)
                        .toList(),
                secrets(),
                passedOver);
    }

    /** Whether the chart is named as not evaluated instead of being a problem: nothing says that it is deployed like this. */
    public boolean isPassedOver() {
        return isPassedOver;
    }
}
