package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.SAFEGUARDS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SAFEGUARDS_LEVEL;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Deployment safeguards refuse what the policies about pods find, also when it comes from elsewhere. */
final class SafeguardsMustBeEnforced extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");
    private static final Parameter<String> LEVEL =
            Parameter.choice("level", List.of("Warn", "Enforce"), "Enforce", "the level that is enough");
    private static final Parameter<String> PSS = Parameter.choice(
            "pssLevel",
            List.of("Privileged", "Baseline", "Restricted"),
            "Baseline",
            "the level of the Pod Security Standards that is enough");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/deployment-safeguards",
                    MEDIUM,
                    "Deployment safeguards should be in Enforce",
                    "set deployment safeguards to Enforce")
            .parameters(LEVEL, PSS)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    SafeguardsMustBeEnforced() {
        super(CLUSTERS, Set.of(SAFEGUARDS), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        List<AzureResource> own = Safeguards.resources(managedCluster, indexes);
        if (own.isEmpty()) {
            Setting old = managedCluster.get(SAFEGUARDS_LEVEL);
            if (!Demand.isUnknown(old, judgement) && !isStrict(old.textOrEmpty(), judgement)) {
                judgement.fail(old.place(), "no deployment safeguards in the files, and " + old.words());
            }
        }
        for (AzureResource safeguards : own) {
            Setting level = safeguards.get(Safeguards.LEVEL);
            if (!Demand.isUnknown(level, judgement) && !isStrict(level.textOrEmpty(), judgement)) {
                judgement.fail(
                        managedCluster.place(),
                        "the deployment safeguards are " + (level.isSet() ? level.textOrEmpty() : "off"));
            }
            Setting standard = safeguards.get(Safeguards.STANDARD);
            if (standard.isSet()
                    && LEVELS.indexOf(lower(standard.textOrEmpty())) < LEVELS.indexOf(lower(judgement.get(PSS)))) {
                judgement.fail(
                        managedCluster.place(),
                        "the deployment safeguards ask for the Pod Security Standards " + standard.textOrEmpty()
                                + " only");
            }
        }
    }

    private static boolean isStrict(String level, Judgement judgement) {
        return lower(level).startsWith("enforce")
                || lower(level).startsWith("warn") && judgement.get(LEVEL).equals("Warn");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
