package io.github.akspolicy.policy;

import java.util.Set;

/**
 * A rule that judges facts of an environment together, whatever sources they come from: a pod with its service account,
 * a binding with its role.
 *
 * @param <F> the facts it judges, one by one
 */
public non-sealed interface EnvironmentPolicy<F> extends Policy {
    /** The facts it judges; an environment without any is not applicable. */
    Index<F> subject();

    /** The indexes it looks things up in. Asking for another one is an error. */
    Set<Index<?>> reads();

    /**
     * Judges one fact. Saying nothing means pass.
     *
     * @param fact one fact of {@link #subject()}
     * @param indexes the declared indexes of the environment
     * @param judgement takes what is wrong and answers the policy's settings
     */
    void evaluate(F fact, Indexes indexes, Judgement judgement);
}
