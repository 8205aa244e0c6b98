package io.github.akspolicy.policy;

import io.github.akspolicy.resource.ViewType;

/**
 * A rule that evaluates one view of one resource at a time.
 *
 * @param <V> the view
 */
public non-sealed interface ResourcePolicy<V> extends Policy {
    /** The view it judges; a resource without such a view is not applicable. */
    ViewType<V> view();

    /**
     * Judges one view. Saying nothing means pass.
     *
     * @param view never null
     * @param judgement takes what is wrong and answers the policy's settings
     */
    void evaluate(V view, Judgement judgement);
}
