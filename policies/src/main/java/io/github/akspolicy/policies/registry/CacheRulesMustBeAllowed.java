package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** A cache rule brings images of others into the registry that is trusted. */
final class CacheRulesMustBeAllowed extends BuiltInPolicy<AzureResource> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSources",
            List.of("mcr.microsoft.com/*"),
            "repositories that may be cached; * at the end stands for the rest");

    CacheRulesMustBeAllowed() {
        super(
                AzureResource.view("cache rule", AzureType.CACHE_RULE),
                policy("registry/cache-rules", Severity.INFO, "Cache rules must be allowed explicitly")
                        .fix("remove the rule, or allow its source")
                        .parameters(ALLOWED)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        Setting source = azureResource.get(RegistryProperties.CACHE_SOURCE);
        if (!Demand.isUnknown(source, judgement)
                && judgement.get(ALLOWED).stream().noneMatch(pattern -> isMatched(pattern, source.textOrEmpty()))) {
            judgement.fail(source.place(), source.words() + ", which is none of allowedSources");
        }
    }

    private static boolean isMatched(String pattern, String source) {
        return pattern.endsWith("*")
                ? source.startsWith(pattern.substring(0, pattern.length() - 1))
                : source.equals(pattern);
    }
}
