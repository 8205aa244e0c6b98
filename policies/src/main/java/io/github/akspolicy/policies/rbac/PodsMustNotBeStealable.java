package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Rule;
import java.util.Optional;
import java.util.Set;

/** Whoever drives pods away and closes the other nodes to them decides where their Secrets go. */
final class PodsMustNotBeStealable extends RolePolicy {
    PodsMustNotBeStealable() {
        super(policy("rbac/steal-pods", HIGH, "Deleting/evicting pods together with cordoning nodes must be restricted")
                .fix("give the two permissions to different subjects, or take one of them out")
                .in(HARDENED));
    }

    /** A wildcard that grants it is to be taken out first. */
    @Override
    public Set<String> yieldsTo() {
        return Set.of(RulesMustNotUseWildcards.ID);
    }

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        for (Rule rule : reach.role().rules()) {
            found(rule, reach).map(reach::explained).ifPresent(judgement::add);
        }
        collected(reach, judgement, rule -> found(rule, reach)).forEach(judgement::add);
    }

    private static Optional<Observation> found(Rule rule, Reach reach) {
        return reach.granted(rule, Powers.DRIVE_AWAY)
                .filter(granted -> canCordon(reach))
                .map(granted -> Observation.violation(
                        granted.place(),
                        granted.message() + "; who has it can cordon nodes, too",
                        granted.observation().discriminator()));
    }

    /** Whether the role itself or another grant of one of its subjects, which holds in the whole cluster, does. */
    private static boolean canCordon(Reach reach) {
        return (reach.grants(Powers.CORDON) && reach.mayBeClusterWide())
                || reach.grantsOfSubjects()
                        .anyMatch(grant -> grant.binding().isClusterWide()
                                && cordons(grant.rule().rule().grants()));
    }

    private static boolean cordons(PolicyRule rule) {
        return Powers.CORDON.stream().anyMatch(power -> power.isGrantedBy(rule));
    }
}
