package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.PRICINGS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The registry has no setting for scanning: the plan of the subscription has. */
final class DefenderMustScanRegistries extends BuiltInEnvironmentPolicy<Registry> {
    private static final AzureProperty TYPE = AzureProperty.arm("none").azurerm("resource_type");
    private static final AzureProperty TIER = AzureProperty.arm("pricingTier").azurerm("tier");

    /** The tiers of the plan Containers, each once: every subscription has one. */
    private static final Derivation<List<Setting>> PLANS =
            new Derivation<>("Defender plans of containers", Set.of(PRICINGS), DefenderMustScanRegistries::plans);

    DefenderMustScanRegistries() {
        super(
                REGISTRIES,
                Set.of(PRICINGS),
                policy("registry/vulnerability-scanning", MEDIUM, "Registry scanning must be on")
                        .fix("turn the Defender plan Containers on for the subscription"));
    }

    @Override
    public void evaluate(Registry registry, Indexes indexes, Judgement judgement) {
        List<Setting> plans = indexes.derive(PLANS);
        if (plans.isEmpty()) {
            judgement.unknown(
                    registry.place(),
                    UnknownCause.INPUT,
                    "no Defender plan Containers is in the files: it is a setting of the subscription");
        }
        for (Setting tier : plans) {
            if (!Demand.isUnknown(tier, judgement) && !tier.is("Standard")) {
                judgement.fail(
                        registry.place(),
                        "the Defender plan Containers is " + (tier.isSet() ? tier.textOrEmpty() : "not set"));
            }
        }
    }

    private static List<Setting> plans(Indexes indexes) {
        Map<String, Setting> tiers = new LinkedHashMap<>();
        indexes.all(PRICINGS).stream()
                .filter(plan -> plan.name().toLowerCase(Locale.ROOT).contains("containers")
                        || plan.get(TYPE).is("Containers"))
                .map(plan -> plan.get(TIER))
                .forEach(tier -> tiers.putIfAbsent(tier.words(), tier));
        return List.copyOf(tiers.values());
    }
}
