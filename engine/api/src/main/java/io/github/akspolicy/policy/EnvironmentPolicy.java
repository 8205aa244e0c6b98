package io.github.akspolicy.policy;

import java.util.Set;

/**
 * A rule that evaluates facts of an environment together, from any source: a pod with its service account, a binding
 * with its role.
 *
 * <p>If one fact is enough, it is evaluated when its resource is read, and then dropped. So ask the indexes last, and
 * only for what depends on them.
 *
 * @param <F> the facts it judges, one by one
 */
public non-sealed interface EnvironmentPolicy<F> extends Policy {
    /** The facts it judges; an environment without any is not applicable. */
    Index<?, F> subject();

    /** The indexes it looks things up in, {@link #subject()} only if it does so there, too. Asking for another is an error. */
    Set<Index<?, ?>> reads();

    /**
     * Judges one fact. Saying nothing means pass.
     *
     * <p>It is called once more than needed: with empty indexes, when the environment is not known yet. What it says then
     * counts only if it asked for none.
     *
     * @param fact one fact of {@link #subject()}
     * @param indexes the declared indexes of the environment
     * @param judgement takes what is wrong and answers the policy's settings
     */
    void evaluate(F fact, Indexes indexes, Judgement judgement);
}
