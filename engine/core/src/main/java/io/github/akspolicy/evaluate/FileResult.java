package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came out of one manifest file: small values, no part of its text or trees. */
final class FileResult {
    /** A policy that broke on a resource (index in this file). */
    record Broken(int resource, ActivePolicy policy) {}

    /** An observation with its origin and, where other lines lead to it, with these and their drawing. */
    record Detection(
            int resource,
            ActivePolicy policy,
            Observation observation,
            Origin origin,
            List<LocatedStep> steps,
            @Nullable Diagram<LocatedStep> diagram) {
        /** The same of a resource whose number is greater by this. */
        Detection shifted(int offset) {
            return new Detection(resource + offset, policy, observation, origin, steps, diagram);
        }

        /** The same with another origin. */
        Detection with(Origin other) {
            return new Detection(resource, policy, observation, other, steps, diagram);
        }
    }

    /**
     * A fact for joint policies with what is needed to report on it later.
     *
     * @param unsettled the policies that could not judge it without the environment
     * @param reads the values known only at deployment that it was made of
     * @param document see {@link UnresolvedReads#documentOf}
     */
    record Fact(
            Object value,
            int resource,
            List<PlannedPolicy> unsettled,
            List<UnresolvedReads.Read> reads,
            int document) {}

    final String path;
    final OriginMap origins;
    final List<JudgedResource> resources = new ArrayList<>();
    /** The resources that each policy has judged, by the policy's number; null for none. */
    final @Nullable BitSet[] judged;

    /** The resources that are hooks of Helm: it deletes one before it creates the next. */
    final BitSet hooks = new BitSet();

    /** The resources that charts of others write without the repository's part, too. */
    final BitSet thirdParty = new BitSet();

    final List<Broken> broken = new ArrayList<>();
    final List<Detection> detections = new ArrayList<>();
    final Map<Index<?, ?>, List<Fact>> facts = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    final List<NotEvaluated> notEvaluated = new ArrayList<>();
    /** What is known of each value of the file that is filled in later. */
    Map<Position, Unresolved> marked = Map.of();

    /** The placeholders of the file that count, each with the first place that is known. */
    final Map<String, Position> later = new LinkedHashMap<>();

    final Set<String> secrets = new HashSet<>();
    final Set<String> names = new HashSet<>();
    final List<ExemptionAnnotation> exemptions = new ArrayList<>();

    /**
     * @param path the path of the file
     * @param policies how many policies there are
     */
    FileResult(String path, OriginMap origins, int policies) {
        this.path = path;
        this.origins = origins;
        this.judged = new @Nullable BitSet[policies];
    }

    /** A policy has read a value that is filled in later, wherever it stands. */
    void later(UnresolvedReads.Read read) {
        read.value()
                .placeholders()
                .forEach(placeholder -> later.putIfAbsent(placeholder, read.at().value()));
    }

    void judge(int resource, PlannedPolicy policy) {
        BitSet resources = judged[policy.number()];
        if (resources == null) {
            resources = new BitSet();
            judged[policy.number()] = resources;
        }
        resources.set(resource);
    }

    Origin origin(Place place) {
        return origins.locate(place);
    }
}
