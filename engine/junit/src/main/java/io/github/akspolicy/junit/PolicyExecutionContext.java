package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/** Holds the evaluations of one run, made when the first test of their class needs them. */
final class PolicyExecutionContext implements EngineExecutionContext {
    private final Map<Verification, Evaluation> evaluations = new ConcurrentHashMap<>();

    Evaluation evaluation(Verification verification) {
        return evaluations.computeIfAbsent(verification, wanted -> wanted.evaluate(Progress.NONE));
    }
}
