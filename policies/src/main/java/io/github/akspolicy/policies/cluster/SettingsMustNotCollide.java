package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.Collision.Match;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Azure refuses is known before the deployment: {@link Refusals}. */
final class SettingsMustNotCollide extends BuiltInEnvironmentPolicy<Object> {
    private static final Index<String, Object> SUBJECTS = new Index<>(
            "clusters, node pools, registries and identity bindings",
            AzureResource.KINDS.or(Kinds.PODS),
            SettingsMustNotCollide::subjects,
            subject -> "");

    private final List<Collision> collisions;

    SettingsMustNotCollide() {
        this(Refusals.ALL);
    }

    SettingsMustNotCollide(List<Collision> collisions) {
        super(
                SUBJECTS,
                Part.READS,
                policy(
                                "cluster/deployable",
                                HIGH,
                                "Azure must take the settings of a cluster and its registry together")
                        .fix("change one of the two settings that the message names")
                        .in(RECOMMENDED));
        this.collisions = collisions;
    }

    private static List<Object> subjects(Resource resource) {
        return Stream.of(
                        ManagedCluster.of(resource),
                        AgentPool.of(resource),
                        Registry.of(resource),
                        AzureResource.of(resource, AzureType.IDENTITY_BINDING),
                        PodIdentity.bound(resource))
                .<Object>flatMap(List::stream)
                .toList();
    }

    @Override
    public void evaluate(Object subject, Indexes indexes, Judgement judgement) {
        var open = new HashSet<Place>();
        for (Collision collision : collisions) {
            List<Match> matches = collision.subject() == Part.of(subject) ? collision.in(subject, indexes) : List.of();
            if (matches.stream().anyMatch(Match::isOpen)) {
                matches.stream()
                        .filter(match -> match.isOpen() && open.add(match.place()))
                        .findFirst()
                        .ifPresent(match -> unknown(collision, match, matches, judgement));
            } else if (!matches.isEmpty()) {
                refused(collision, collision.changed(matches, subject), matches, judgement);
            }
        }
    }

    private static void refused(Collision collision, Match changed, List<Match> matches, Judgement judgement) {
        judgement.add(Observation.violation(
                        changed.place(),
                        changed.words() + ", which Azure refuses where " + others(changed, matches) + ": "
                                + collision.fix(changed) + " (" + collision.page() + ")",
                        collision.key())
                .withSteps(matches.stream()
                        .filter(match -> match != changed)
                        .map(match -> new Step(match.thing().fact(), match.place(), match.words()))
                        .toList()));
    }

    /** It is said once of each value that is open, whatever it may collide with. */
    private static void unknown(Collision collision, Match open, List<Match> matches, Judgement judgement) {
        judgement.add(new Observation(
                open.place(),
                open.words() + ": Azure refuses some values where " + others(open, matches) + " (" + collision.page()
                        + ")",
                null,
                UnknownCause.VALUE,
                collision.key()));
    }

    private static String others(Match one, List<Match> matches) {
        return matches.stream().filter(match -> match != one).map(Match::words).collect(Collectors.joining(" and "));
    }
}
