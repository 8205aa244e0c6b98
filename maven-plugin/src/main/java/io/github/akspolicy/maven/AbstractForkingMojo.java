package io.github.akspolicy.maven;

import io.github.akspolicy.evaluator.RequestEvaluator;
import org.apache.maven.plugins.annotations.Parameter;

/** Evaluates files, which another process can do as well. */
abstract class AbstractForkingMojo extends AbstractVerifyingMojo {
    /**
     * Evaluates in a separate process, whose JVM is set for builds of seconds: half of the processor time in Maven's own, where
     * <code>false</code> evaluates, as to debug a policy.
     */
    @Parameter(property = "aks-policy.fork", defaultValue = "true")
    private boolean fork;

    @Override
    RequestEvaluator evaluator() {
        // not before there is something to evaluate: a session that has a reactor must evaluate something
        return fork
                ? (request, progress) -> Reactor.of(session(), getLog())
                        .evaluator(super.evaluator())
                        .evaluate(request, progress)
                : super.evaluator();
    }
}
