package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.SAFEGUARDS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.AZURE_POLICY;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SAFEGUARDS_LEVEL;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
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
    private static final Parameter<List<String>> EXCLUDED = Parameter.strings(
            "allowedExcludedNamespaces", List.of(), "namespaces, beside those of the system, that may be excluded");

    SafeguardsMustBeEnforced() {
        super(
                CLUSTERS,
                Set.of(SAFEGUARDS),
                policy("cluster/deployment-safeguards", MEDIUM, "Deployment safeguards should be in Enforce")
                        .fix("define deploymentSafeguards with level Enforce and a Pod Security Standard")
                        .parameters(LEVEL, PSS, EXCLUDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        List<AzureResource> own = Safeguards.resources(managedCluster, indexes);
        if (own.isEmpty()) {
            judgeProfile(managedCluster, judgement);
        }
        own.forEach(safeguards -> judge(managedCluster, safeguards, judgement));
    }

    /** Without a resource of their own, safeguards are what AKS Automatic presets, or the profile of a preview. */
    private static void judgeProfile(ManagedCluster cluster, Judgement judgement) {
        Setting level = cluster.get(SAFEGUARDS_LEVEL);
        if (Demand.isUnknown(level, judgement)) {
            return;
        }
        if (level.isWritten() && !Safeguards.isProfileKnown(cluster)) {
            if (!cluster.isAutomatic()) {
                judgement.fail(
                        level.place(), level.words() + ", but the API does not take it here: " + definition(cluster));
            }
        } else if (cluster.notation() == Notation.AZ && !level.isSet()) {
            judgement.unknown(
                    cluster.place(),
                    UnknownCause.INPUT,
                    "az aks show does not list deployment safeguards: add the answer of az aks safeguards show");
            return;
        } else if (!isStrict(level.textOrEmpty(), judgement)) {
            judgement.fail(
                    level.place(),
                    "no deployment safeguards in the files"
                            + (level.isExpressible() && level.field().isPresent() ? ", and " + level.words() : "")
                            + ": " + definition(cluster));
        }
        if (cluster.isAutomatic()) {
            String fix = definition(cluster) + " with Pod Security Standards at " + judgement.get(PSS);
            judgeStandard(Safeguards.unsaid(cluster), level.place(), "AKS Automatic enforces", fix, judgement);
        }
    }

    private static void judge(ManagedCluster cluster, AzureResource safeguards, Judgement judgement) {
        Setting level = safeguards.get(Safeguards.LEVEL);
        if (!Demand.isUnknown(level, judgement) && !isStrict(level.textOrEmpty(), judgement)) {
            Demand.fail(level, "Enforce", judgement);
        }
        Setting standard = safeguards.get(Safeguards.STANDARD);
        if (!Demand.isUnknown(standard, judgement)) {
            String what = standard.isSet() ? standard.words() : standard.name() + " is not set, which means";
            String value = standard.isSet() ? standard.textOrEmpty() : Safeguards.unsaid(cluster);
            judgeStandard(value, standard.place(), what, standard.write(judgement.get(PSS)), judgement);
        }
        Setting policies = cluster.get(AZURE_POLICY);
        if (policies.unresolved() == null && !policies.isTrue()) {
            Demand.fail(policies, ", and deployment safeguards need the Azure Policy add-on", true, judgement);
        }
        List<String> allowed = judgement.get(EXCLUDED);
        Setting excluded = safeguards.get(Safeguards.EXCLUDED);
        for (Field namespace : excluded.items()) {
            String name = namespace.stringOr("");
            if (!name.isEmpty() && !Safeguards.SYSTEM.contains(name) && !allowed.contains(name)) {
                judgement.add(Observation.word(
                        namespace,
                        excluded.name() + " holds " + name + ", which is none of allowedExcludedNamespaces"));
            }
        }
    }

    /** The resource that Azure has for them, in the notation of the cluster. */
    private static String definition(ManagedCluster cluster) {
        return cluster.notation() == Notation.AZURERM
                ? "add azurerm_kubernetes_cluster_deployment_safeguard for the cluster"
                : "define deploymentSafeguards for the cluster";
    }

    private static void judgeStandard(String standard, Place place, String what, String fix, Judgement judgement) {
        String wanted = judgement.get(PSS);
        if (LEVELS.indexOf(lower(standard)) < LEVELS.indexOf(lower(wanted))) {
            String value = what.endsWith(standard) ? "" : " " + standard;
            judgement.fail(place, what + value + ": " + fix);
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
