package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import java.util.Set;

/**
 * What a built-in policy about an environment is made of; a subclass adds the condition.
 *
 * @param <F> the facts it judges, one by one
 */
public abstract class BuiltInEnvironmentPolicy<F> implements EnvironmentPolicy<F> {
    private final Index<?, F> subject;
    private final Set<Index<?, ?>> reads;
    private final PolicyInfo info;

    protected BuiltInEnvironmentPolicy(Index<?, F> subject, Set<Index<?, ?>> reads, PolicyInfo info) {
        this.subject = subject;
        this.reads = reads;
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
    public final Index<?, F> subject() {
        return subject;
    }

    @Override
    public final Set<Index<?, ?>> reads() {
        return reads;
    }
}
