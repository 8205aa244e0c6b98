package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
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
        this.info = Catalogues.withProfiles(info.published());
    }

    /** The start of what is known about a policy; how to fix a finding follows. */
    protected static PolicyInfo policy(String id, Severity severity, String title) {
        return PolicyInfo.of(id, severity, title, "");
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
