package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.resource.ViewType;

/**
 * What every built-in policy about one resource is made of; a subclass adds the condition.
 *
 * @param <V> the view it judges
 */
public abstract class BuiltInPolicy<V> implements ResourcePolicy<V> {
    private final ViewType<V> view;
    private final PolicyInfo info;

    protected BuiltInPolicy(ViewType<V> view, PolicyInfo info) {
        this.view = view;
        this.info = info.published();
    }

    @Override
    public final PolicyInfo info() {
        return info;
    }

    @Override
    public final ViewType<V> view() {
        return view;
    }
}
