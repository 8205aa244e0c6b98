package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.regex.Pattern;

/** The API server sends a webhook every object that it asks for, Secrets included; all but validating ones may change them. */
final class WebhooksMustStayInTheCluster extends BuiltInPolicy<Resource> {
    private static final Pattern IN_THE_CLUSTER =
            Pattern.compile("(?i)https://[a-z0-9.-]+\\.svc(\\.cluster\\.local\\.?)?(:\\d+)?(/.*)?");

    WebhooksMustStayInTheCluster() {
        super(
                new ViewType<>(
                        "webhook",
                        Kinds.of(
                                        "admissionregistration.k8s.io",
                                        "ValidatingWebhookConfiguration",
                                        "MutatingWebhookConfiguration")
                                .or(Kinds.of("apiextensions.k8s.io", "CustomResourceDefinition")),
                        List::of),
                policy("workload/webhook-url", HIGH, "Webhooks must be services of the cluster")
                        .fix("name the webhook's service under clientConfig.service")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource configuration, Judgement judgement) {
        String takes = configuration.kind().startsWith("Validating") ? "" : ", and takes changes to them from there";
        configuration.root().get("webhooks").items().forEach(webhook -> judge(webhook, takes, judgement));
        judge(configuration.root().at("spec", "conversion", "webhook"), takes, judgement);
    }

    private static void judge(Field webhook, String takes, Judgement judgement) {
        Field url = webhook.at("clientConfig", "url");
        String text = url.string();
        if (text != null && !IN_THE_CLUSTER.matcher(text).matches()) {
            judgement.fail(
                    url, "clientConfig.url is outside of the cluster: the API server sends the objects there" + takes);
        }
    }
}
