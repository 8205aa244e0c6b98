package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/** Holds the evaluations and environments of one run, made when the first test needs them. */
final class PolicyExecutionContext implements EngineExecutionContext {
    private record Asked(Verification verification, String environment) {}

    private final Map<Verification, Evaluation> evaluations = new ConcurrentHashMap<>();
    private final Map<Asked, Environment> environments = new ConcurrentHashMap<>();

    private final Optional<Base> base;
    private final SharedVerifications shared;

    /**
     * @param base what every evaluation is compared with; empty for nothing
     * @param shared which classes are evaluated together
     */
    PolicyExecutionContext(Optional<Base> base, SharedVerifications shared) {
        this.base = base;
        this.shared = shared;
    }

    /** The evaluation of what a class sees, and of what other classes of its configuration do. */
    Evaluation evaluation(Verification verification) {
        return evaluations.computeIfAbsent(
                shared.together(verification),
                wanted -> base.map(older -> older.evaluate(wanted)).orElseGet(() -> wanted.evaluate(Progress.NONE)));
    }

    Environment environment(Verification verification, String name) {
        return environments.computeIfAbsent(
                new Asked(verification, name), wanted -> wanted.verification().environment(wanted.environment()));
    }
}
