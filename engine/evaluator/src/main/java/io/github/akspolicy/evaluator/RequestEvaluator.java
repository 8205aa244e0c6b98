package io.github.akspolicy.evaluator;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Progress;

/** Where evaluations are made: in this process or in another one. */
@FunctionalInterface
public interface RequestEvaluator {
    /** In this process, with the policies and the chart renderer of a class loader. */
    static RequestEvaluator here(ClassLoader loader) {
        return (request, progress) -> Evaluated.of(request.evaluate(loader, progress));
    }

    /**
     * Evaluates.
     *
     * @throws ConfigurationException when the configuration cannot be used, or another process ended without an answer
     */
    Evaluated evaluate(EvaluationRequest request, Progress progress) throws ConfigurationException;
}
