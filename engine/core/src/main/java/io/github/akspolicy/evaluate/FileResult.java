package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came out of one manifest file: small values, no part of its text or trees. */
final class FileResult {
    /** A judged pair of resource (index in this file) and policy. */
    record Judged(int resource, ActivePolicy policy, Verdict verdict) {}

    /** An observation with its origin and, where other lines lead to it, with these. */
    record Detection(
            int resource, ActivePolicy policy, Observation observation, Origin origin, List<LocatedStep> steps) {
        Detection(int resource, ActivePolicy policy, Observation observation, Origin origin) {
            this(resource, policy, observation, origin, List.of());
        }
    }

    /** A fact for joint policies with what is needed to report on it later. */
    record Fact(Object value, int resource) {}

    final OriginMap origins;
    final List<JudgedResource> resources = new ArrayList<>();
    final List<Judged> judged = new ArrayList<>();
    final List<Detection> detections = new ArrayList<>();
    final Map<Index<?>, List<Fact>> facts = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    final Set<String> secrets = new HashSet<>();
    final List<ExemptionAnnotation> exemptions = new ArrayList<>();

    FileResult(OriginMap origins) {
        this.origins = origins;
    }

    Origin origin(Place place) {
        return origins.locate(place);
    }
}
