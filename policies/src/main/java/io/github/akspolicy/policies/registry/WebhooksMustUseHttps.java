package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Locale;

/** The registry sends the header that identifies it to the receiver, and what was pushed. */
final class WebhooksMustUseHttps extends BuiltInPolicy<AzureResource> {
    private static final AzureProperty URI =
            AzureProperty.arm("serviceUri").azurerm("service_uri").secret();

    WebhooksMustUseHttps() {
        super(
                AzureResource.view("webhook of a registry", AzureType.REGISTRY_WEBHOOK),
                policy("registry/webhook-https", MEDIUM, "Webhooks of the registry must be called by HTTPS")
                        .fix("name a receiver that begins with https://")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(AzureResource webhook, Judgement judgement) {
        Setting uri = webhook.get(URI);
        // the address may hold a key: it is not shown
        if (!Demand.isUnknown(uri, judgement)
                && uri.textOrEmpty().toLowerCase(Locale.ROOT).startsWith("http://")) {
            judgement.fail(uri.place(), uri.name() + " begins with http://");
        }
    }
}
