package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.source.Problem;
import java.util.List;

/** The evaluation of a configuration that cannot be used. */
public final class Evaluations {
    private Evaluations() {}

    /** Nothing was judged: reports say so instead of keeping the result of an earlier run. */
    public static Evaluation broken(ConfigurationException invalid) {
        return broken(invalid.problems());
    }

    /** The same for what is wrong with the one source that there is. */
    public static Evaluation broken(List<Problem> found) {
        List<InputProblem> problems = found.stream()
                .map(problem -> new InputProblem(problem, List.of()))
                .toList();
        return new Evaluation(List.of(), problems, new Ledger(List.of()), List.of(), Thresholds.NONE);
    }
}
