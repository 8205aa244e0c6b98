package io.github.akspolicy.assertj;

import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on things that policies evaluate.
 *
 * @param <S> the assertion itself
 * @param <A> what it asserts on
 */
public abstract class JudgedAssert<S extends JudgedAssert<S, A>, A> extends DeployedAssert<S, A> {
    JudgedAssert(@Nullable A actual, Class<?> self, Asked asked) {
        super(actual, self, asked);
    }

    abstract boolean holds(A present, ReleaseId release, ResourceId resource);

    boolean holds(A present, Occurrence occurrence) {
        return true;
    }

    /**
     * Expects that a policy on the class path, with its default settings, finds nothing here that is neither exempt nor in
     * the baseline. A policy that judges nothing here fails, too.
     *
     * @param policyId such as {@code pod/run-as-non-root}
     * @throws IllegalArgumentException when there is no such policy
     */
    public S passes(String policyId) {
        return passes(PolicyJudge.policy(policyId));
    }

    /** The same of a policy that need not be on the class path. */
    public S passes(Policy policy) {
        if (!isThere()) {
            return myself;
        }
        List<String> complaints = new PolicyJudge(environment())
                .complaints(
                        policy,
                        (release, resource) -> holds(actual, release, resource),
                        occurrence -> holds(actual, occurrence));
        return complaints.isEmpty()
                ? myself
                : fail(
                        "expected " + subject(actual) + " to pass "
                                + policy.info().id() + ", but",
                        complaints);
    }
}
