package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policies.rbac.PowerRow.Template;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.rbac.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policy of a row of {@link PowerPolicies}. */
final class PowerPolicy extends RolePolicy {
    private final PowerRow row;

    PowerPolicy(PowerRow row) {
        super(row.info());
        this.row = row;
    }

    /** A wildcard that grants it is to be taken out first. */
    @Override
    public Set<String> yieldsTo() {
        return Set.of(RulesMustNotUseWildcards.ID);
    }

    @Override
    boolean insistsOn(String name) {
        return name.equals(row.insisted());
    }

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        Template template = row.template();
        if (template != null && judgement.get(template.azureCompat())) {
            template.found().apply(reach).forEach(judgement::add);
            return;
        }
        List<Power> powers = row.powers().apply(judgement);
        for (Rule rule : reach.role().rules()) {
            found(rule, powers, reach, judgement).map(reach::explained).ifPresent(judgement::add);
        }
        collected(reach, judgement, rule -> found(rule, powers, reach, judgement))
                .forEach(judgement::add);
    }

    private Optional<Observation> found(Rule rule, List<Power> powers, Reach reach, Judgement judgement) {
        Optional<GrantedPower> powerOfRule =
                judgement.get(PowerRow.WITHOUT_EFFECT) ? GrantedPower.of(rule, powers) : reach.granted(rule, powers);
        return powerOfRule
                .filter(granted -> !row.exemption().includes(granted, reach, judgement))
                .map(granted -> {
                    Severity severity = row.weight().of(granted, reach);
                    Observation found = granted.observation();
                    return severity == null ? found : found.withSeverity(severity);
                });
    }
}
