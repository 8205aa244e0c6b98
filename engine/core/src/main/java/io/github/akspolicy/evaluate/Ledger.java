package io.github.akspolicy.evaluate;

import io.github.akspolicy.resource.RenderingObject;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The account of what was judged: for every release and policy how many resources passed, failed, are unknown, exempt
 * or in the baseline, broke the policy, or were not applicable. Nothing is silently green: what is not in here was not judged.
 *
 * @param releases one account for each release, sorted
 * @param annotations the exemptions that annotations of resources state and that count, needed or not
 */
public record Ledger(List<ReleaseAccount> releases, List<Exemption> annotations) implements Serializable {
    public Ledger {
        releases = List.copyOf(releases);
        annotations = List.copyOf(annotations);
    }

    /** An account of resources that exempt themselves from nothing. */
    public Ledger(List<ReleaseAccount> releases) {
        this(releases, List.of());
    }

    /** The number of resources of all releases; those of an upgrade are those of the installation once more. */
    public int resources() {
        return releases.stream()
                .filter(release -> !release.id().isUpgrade())
                .mapToInt(ReleaseAccount::manifests)
                .sum();
    }

    /** What the releases hold and was passed over, one for each reason, sorted. */
    public List<NotEvaluated> notEvaluated() {
        return NotEvaluated.grouped(releases.stream()
                .flatMap(release -> release.notEvaluated().stream())
                .toList());
    }

    /** How many files and objects were passed over. */
    public int notEvaluatedCount() {
        return notEvaluated().stream().mapToInt(one -> one.subjects().size()).sum();
    }

    /** What a reader should know about the releases and nothing is wrong with, each once and sorted. */
    public List<String> notes() {
        return releases.stream()
                .flatMap(release -> release.notes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** This account with a note, which is about all releases; the same when there is none. */
    Ledger withNote(String note) {
        var noted = new ArrayList<>(releases);
        if (!noted.isEmpty()) {
            noted.set(0, noted.get(0).withNote(note));
        }
        return new Ledger(noted, annotations);
    }

    /** The number of charts whose values were judged, over all releases. */
    public int values() {
        return releases.stream()
                .filter(release -> !release.id().isUpgrade())
                .mapToInt(ReleaseAccount::values)
                .sum();
    }

    /**
     * The account of one release.
     *
     * @param id the release
     * @param complete false when a part of it could not be read: its counts are then a lower bound
     * @param resources everything that was read; behind the resources the values of charts that a policy judges
     * @param policies the account of each active policy by id
     * @param charts the names of its charts
     * @param conditions those of its templates that a deployment may decide otherwise: what stands behind them was judged on
     *     one side only
     * @param notEvaluated what it holds and was passed over, sorted
     * @param notes what a reader should know about it and nothing is wrong with, sorted
     * @param renders how often Helm was called for it, by reason; empty where it is not a chart
     */
    public record ReleaseAccount(
            ReleaseId id,
            boolean complete,
            List<JudgedResource> resources,
            Map<String, PolicyAccount> policies,
            Set<String> charts,
            List<DeploymentCondition> conditions,
            List<NotEvaluated> notEvaluated,
            List<String> notes,
            Map<String, Integer> renders)
            implements Serializable {
        public ReleaseAccount {
            renders = new TreeMap<>(renders);
            notes = List.copyOf(notes);
            charts = Set.copyOf(charts);
            conditions = List.copyOf(conditions);
            notEvaluated = List.copyOf(notEvaluated);
        }

        /** A release that no chart made. */
        public ReleaseAccount(
                ReleaseId id, boolean complete, List<JudgedResource> resources, Map<String, PolicyAccount> policies) {
            this(id, complete, resources, policies, Set.of(), List.of(), List.of(), List.of(), Map.of());
        }

        private ReleaseAccount withNote(String note) {
            var all = new ArrayList<>(notes);
            all.add(note);
            return new ReleaseAccount(
                    id, complete, resources, policies, charts, conditions, notEvaluated, all, renders);
        }

        /** The number of resources, without values of charts, and without kustomizations, which no cluster has. */
        public int manifests() {
            return (int) resources.stream()
                    .filter(resource -> !resource.id().isValues() && !RenderingObject.isKustomization(resource.id()))
                    .count();
        }

        /** Whether nothing was read of it but values of charts. */
        public boolean isEmpty() {
            return resources.size() == values();
        }

        /** The number of charts whose values were judged. */
        public int values() {
            return (int) resources.stream()
                    .filter(resource -> resource.id().isValues())
                    .count();
        }
    }

    /**
     * A resource and the first line of what made it.
     *
     * @param id its identity
     * @param at the line that a person would open
     * @param content what it says, as {@link ResourceContent} sums it up; empty when unknown
     */
    public record JudgedResource(ResourceId id, SourceLocation at, String content) implements Serializable {
        /** A resource whose content is not known. */
        public JudgedResource(ResourceId id, SourceLocation at) {
            this(id, at, "");
        }
    }

    /** Which resources of a release a policy judged and how it went, by their index in the release. */
    public static final class PolicyAccount implements Serializable {
        private static final long serialVersionUID = 1;

        /** Of several verdicts on a resource the first one counts. */
        private static final List<Verdict> BY_WEIGHT = List.of(
                Verdict.ERROR, Verdict.FAIL, Verdict.UNKNOWN, Verdict.BASELINED, Verdict.VENDOR, Verdict.EXEMPT);

        private final BitSet judged = new BitSet();
        /** Every policy judges every release, and in most of them nothing fails. */
        private Map<Verdict, BitSet> told = Map.of();

        PolicyAccount() {}

        /** Resources that passed, as far as it is known yet, by their index after {@code offset}. */
        void pass(int offset, BitSet resources) {
            for (int i = resources.nextSetBit(0); i >= 0; i = resources.nextSetBit(i + 1)) {
                judged.set(offset + i);
            }
        }

        void judge(int resource, Verdict verdict) {
            judged.set(resource);
            if (verdict != Verdict.PASS) {
                if (told.isEmpty()) {
                    told = new EnumMap<>(Verdict.class);
                }
                told.computeIfAbsent(verdict, unused -> new BitSet()).set(resource);
            }
        }

        /** Whether the policy applied to the resource. */
        public boolean judged(int resource) {
            return judged.get(resource);
        }

        /** The verdict on a judged resource. */
        public Verdict verdict(int resource) {
            for (Verdict verdict : BY_WEIGHT) {
                BitSet resources = told.get(verdict);
                if (resources != null && resources.get(resource)) {
                    return verdict;
                }
            }
            return Verdict.PASS;
        }

        public int judgedCount() {
            return judged.cardinality();
        }

        /** The number of resources with this verdict. */
        public int count(Verdict verdict) {
            return (int) judged.stream()
                    .filter(resource -> verdict(resource) == verdict)
                    .count();
        }
    }
}
