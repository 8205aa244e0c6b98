package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.rbac.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** "No rule may grant this": a policy that says which powers it is about. */
abstract class PowerPolicy extends RolePolicy {
    private final List<Power> powers;

    PowerPolicy(PolicyInfo info, List<Power> powers) {
        super(info);
        this.powers = powers;
    }

    /** A wildcard that grants it is to be taken out first. */
    @Override
    public final Set<String> yieldsTo() {
        return Set.of(RulesMustNotUseWildcards.ID);
    }

    @Override
    final void judge(Reach reach, Indexes indexes, Judgement judgement) {
        for (Rule rule : reach.role().rules()) {
            GrantedPower.of(rule, powers(judgement))
                    .filter(granted -> counts(granted, reach, judgement))
                    .ifPresent(granted -> {
                        Severity severity = severity(granted, reach);
                        var found = granted.observation();
                        judgement.add(severity == null ? found : found.withSeverity(severity));
                    });
        }
    }

    /** The powers in question with the settings in force. */
    List<Power> powers(Judgement judgement) {
        return powers;
    }

    /** Whether what a rule grants is a violation. */
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return true;
    }

    /** The severity when it is not the policy's own, else null. */
    @Nullable
    Severity severity(GrantedPower granted, Reach reach) {
        return null;
    }
}
