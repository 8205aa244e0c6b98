package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.DIAGNOSTICS_BY_TARGET;
import static io.github.akspolicy.policies.cluster.ClusterFacts.DIAGNOSTIC_SETTINGS;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.DiagnosticSetting;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Azure keeps no log of what happens to a resource: it is known only when a diagnostic setting sends it somewhere.
 *
 * @param <R> the resource whose logs must be sent
 */
public abstract class DiagnosticsPolicy<R extends AzureResource> extends BuiltInEnvironmentPolicy<R> {
    private final Parameter<List<String>> categories;
    private final String logs;

    /**
     * @param categories of the logs that must be sent
     * @param logs what they are of, such as {@code the control plane}
     */
    protected DiagnosticsPolicy(
            Index<String, R> resources, Parameter<List<String>> categories, String logs, PolicyInfo info) {
        super(resources, Set.of(DIAGNOSTIC_SETTINGS), info);
        this.categories = categories;
        this.logs = logs;
    }

    /** Categories, in lower case, that hold what another one does. */
    protected boolean holds(String enabled, String category) {
        return enabled.equals(category) || enabled.equals("alllogs") || enabled.equals("audit");
    }

    @Override
    public final void evaluate(R resource, Indexes indexes, Judgement judgement) {
        List<DiagnosticSetting> own = indexes.derive(DIAGNOSTICS_BY_TARGET).to(resource);
        if (own.isEmpty()) {
            if (resource.notation() == Notation.AZ) {
                judgement.unknown(
                        resource.place(), UnknownCause.INPUT, "az does not answer diagnostic settings with " + logs);
            } else {
                judgement.fail(resource.place(), "no diagnostic setting sends the logs of " + logs + " anywhere");
            }
            return;
        }
        Set<String> enabled = new HashSet<>();
        for (DiagnosticSetting setting : own) {
            if (Demand.isUnknown(setting.logs(), judgement)) {
                return;
            }
            if (setting.destination().isWritten()) {
                enabled.addAll(setting.enabled());
            }
        }
        for (String category : judgement.get(categories)) {
            String wanted = category.toLowerCase(Locale.ROOT);
            if (enabled.stream().noneMatch(one -> holds(one, wanted))) {
                judgement.add(Observation.violation(
                        resource.place(), "no diagnostic setting sends the logs " + category, category));
            }
        }
    }
}
