package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.ResourceId;
import java.util.List;
import java.util.Set;

/** A constraint's {@code spec.match}: which objects Gatekeeper hands to its template. */
final class ConstraintMatch {
    /** What of it is applied. */
    private static final Set<String> APPLIED =
            Set.of("kinds", "namespaces", "excludedNamespaces", "labelSelector", "source");

    /** What the expansion templates of Azure's add-on make pods of. */
    private static final Set<String> EXPANDED =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

    private final Field match;
    private final List<Field> kinds;
    private final List<String> namespaces;
    private final List<String> excludedNamespaces;
    private final String source;

    ConstraintMatch(Field match) {
        this.match = match;
        kinds = match.get("kinds").items();
        namespaces = match.get("namespaces").strings();
        excludedNamespaces = match.get("excludedNamespaces").strings();
        source = match.get("source").stringOr("");
    }

    /** Why the constraint cannot be applied; empty when it can. */
    String obstacle() {
        return match.fields().stream()
                .map(Field::key)
                .filter(key -> !APPLIED.contains(key))
                .findFirst()
                .map(key -> "the constraint chooses by " + key + ", which is not applied here")
                .orElse("");
    }

    /** The policies with the constraint's label selector. */
    List<ActivePolicy> selecting(List<ActivePolicy> active) {
        Field selector = match.get("labelSelector");
        return !selector.isPresent()
                ? active
                : active.stream()
                        .map(policy -> new ActivePolicy(
                                policy.policy(),
                                policy.severity(),
                                policy.parameters().with(CommonParameters.LABEL_SELECTOR, LabelSelector.of(selector))))
                        .toList();
    }

    /** Whether a finding is about an object of the constraint. */
    boolean hits(Finding finding) {
        return finding.occurrences().stream().anyMatch(occurrence -> matches(occurrence.resource()));
    }

    /** With a list of namespaces, Gatekeeper leaves cluster-scoped objects out; an exclusion never concerns them. */
    boolean matches(ResourceId resource) {
        String namespace = resource.namespace();
        return hasKind(resource)
                && (namespace == null
                        ? namespaces.isEmpty()
                        : (namespaces.isEmpty() || Glob.anyMatches(namespaces, namespace))
                                && !Glob.anyMatches(excludedNamespaces, namespace));
    }

    /** {@code Generated} stands for the pods that come of workloads, {@code All} for these and the objects themselves. */
    private boolean hasKind(ResourceId resource) {
        boolean itself = !source.equals("Generated") && isNamed(resource.group(), resource.kind());
        boolean itsPods = (source.equals("Generated") || source.equals("All"))
                && EXPANDED.contains(resource.kind())
                && isNamed("", "Pod");
        return itself || itsPods;
    }

    private boolean isNamed(String group, String kind) {
        return kinds.isEmpty()
                || kinds.stream()
                        .anyMatch(
                                entry -> contains(entry.get("apiGroups"), group) && contains(entry.get("kinds"), kind));
    }

    private static boolean contains(Field list, String value) {
        return list.strings().contains("*") || list.strings().contains(value);
    }
}
