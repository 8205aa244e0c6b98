package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Diagram.Track;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.IdentityLink;
import io.github.akspolicy.resource.identity.IdentityLink.State;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.WorkloadIdentityChain;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity chains of one environment, from the facts that policies have had read anyway. Without these policies there
 * is nothing to draw: a chain of which half was not read would show faults that are none.
 */
final class IdentityChains {
    private static final List<Index<?, ?>> INDEXES = List.of(
            IdentityIndexes.POD_IDENTITIES,
            IdentityIndexes.SERVICE_ACCOUNTS,
            IdentityIndexes.FEDERATED_CREDENTIALS,
            IdentityIndexes.MANAGED_IDENTITIES,
            IdentityIndexes.CLUSTERS,
            IdentityIndexes.PROVIDER_CLASSES);

    private final List<ReleaseResult> releases;
    private final Indexes indexes;
    private final Map<Object, Holder> holders = new IdentityHashMap<>();

    /** What a fact was read from. */
    private record Holder(ReleaseResult release, Fact fact) {
        ResourceId resource() {
            return release.resource(fact.resource()).id();
        }
    }

    /** A chain that is not drawn yet. */
    private record Found(Holder pod, WorkloadIdentityChain chain, State state) {}

    private IdentityChains(List<ReleaseResult> releases, Indexes indexes) {
        this.releases = releases;
        this.indexes = indexes;
    }

    /**
     * @param releases of one environment
     * @param indexes their facts, and those of what lives around them
     */
    static List<IdentityChain> of(Plan plan, List<ReleaseResult> releases, Indexes indexes) {
        boolean isRead = INDEXES.stream()
                .allMatch(index -> plan.facts().stream()
                        .anyMatch(facts -> facts.isRead() && facts.index().equals(index)));
        return isRead ? new IdentityChains(releases, indexes).draw() : List.of();
    }

    private List<IdentityChain> draw() {
        var faulty = new ArrayList<Found>();
        var right = new ArrayList<Found>();
        for (ReleaseResult release : releases) {
            for (Fact fact : release.facts(IdentityIndexes.POD_IDENTITIES)) {
                if (faulty.size() == IdentityChain.MOST) {
                    break;
                }
                WorkloadIdentityChain chain =
                        WorkloadIdentityChain.of((PodIdentity) fact.value(), IdentityIndexes.lookup(indexes));
                State state = WorkloadIdentityChain.fault(chain.links().toList())
                        .map(IdentityLink::state)
                        .orElse(State.HOLDS);
                List<Found> list = state == State.HOLDS ? right : faulty;
                if (list.size() < IdentityChain.MOST && chain.links().findAny().isPresent()) {
                    list.add(new Found(new Holder(release, fact), chain, state));
                }
            }
        }
        var chosen = new ArrayList<>(faulty);
        chosen.addAll(right.subList(0, Math.min(right.size(), IdentityChain.MOST - faulty.size())));
        if (!chosen.isEmpty()) {
            remember();
        }
        return chosen.stream().map(this::drawn).sorted(IdentityChain.ORDER).toList();
    }

    private void remember() {
        for (Index<?, ?> index : INDEXES) {
            if (index != IdentityIndexes.POD_IDENTITIES) {
                for (ReleaseResult release : releases) {
                    release.facts(index).forEach(fact -> holders.put(fact.value(), new Holder(release, fact)));
                }
            }
        }
    }

    private IdentityChain drawn(Found found) {
        Holder pod = found.pod();
        holders.put(pod.fact().value(), pod);
        var resources = new ArrayList<ResourceId>();
        resources.add(pod.resource());
        found.chain().links().map(this::holder).flatMap(Optional::stream).forEach(holder -> {
            if (!resources.contains(holder.resource())) {
                resources.add(holder.resource());
            }
        });
        var tracks = new ArrayList<Track<LocatedStep>>();
        var first = new ArrayList<Stop<LocatedStep>>();
        first.add(new Stop<>(
                Mark.ACTOR,
                pod.resource().kind(),
                new LocatedStep(
                        pod.resource().name(),
                        pod.release().resource(pod.fact().resource()).at())));
        found.chain().program().forEach(link -> first.add(stop(link)));
        tracks.add(new Track<>(found.chain().program().isEmpty() ? "" : "its program", first));
        for (WorkloadIdentityChain.Volume volume : found.chain().volumes()) {
            tracks.add(new Track<>(
                    "its Key Vault volume",
                    volume.links().stream().map(this::stop).toList()));
        }
        String environment = pod.release().id().environment();
        return new IdentityChain(
                environment,
                pod.resource(),
                resources,
                found.state(),
                WorkloadIdentityChain.fault(found.chain().links().toList())
                        .map(IdentityLink::name)
                        .orElse(""),
                new Diagram<>("How " + pod.resource() + " reaches Azure in " + environment, tracks));
    }

    private Optional<Holder> holder(IdentityLink link) {
        return link.fact() == null ? Optional.empty() : Optional.ofNullable(holders.get(link.fact()));
    }

    private Stop<LocatedStep> stop(IdentityLink link) {
        return new Stop<>(
                switch (link.state()) {
                    case HOLDS -> Mark.HOLDS;
                    case BROKEN -> Mark.BROKEN;
                    case UNKNOWN -> Mark.UNKNOWN;
                },
                link.name(),
                holder(link)
                        .map(holder -> located(link, holder))
                        .orElseGet(() -> new LocatedStep(link.statement() + around(link.fact()), null)));
    }

    private static LocatedStep located(IdentityLink link, Holder holder) {
        return new LocatedStep(
                link.statement(),
                link.place() == null
                        ? holder.release().resource(holder.fact().resource()).at()
                        : holder.fact().origins().locate(link.place()).primary());
    }

    /** What the context of the configuration names has no line of its own here. */
    private static String around(@Nullable Object fact) {
        return fact == null ? "" : " (from context)";
    }
}
