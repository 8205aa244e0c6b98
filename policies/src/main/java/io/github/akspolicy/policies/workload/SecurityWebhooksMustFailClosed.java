package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who makes a webhook fail, by load or by deleting its pods, turns off what it checks. */
final class SecurityWebhooksMustFailClosed extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedNames",
            List.of(),
            "names of webhook configurations that may let pass what they cannot check; * stands for any text");

    SecurityWebhooksMustFailClosed() {
        super(
                Resource.ofKinds(
                        "validating webhook", "admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
                policy(
                                "workload/webhook-fails-open",
                                MEDIUM,
                                "Webhooks that check pods, roles or bindings must refuse what they cannot check")
                        .fix(
                                "set failurePolicy: Fail, run two replicas, and leave kube-system out by namespaceSelector")
                        .parameters(ALLOWED)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Resource configuration, Judgement judgement) {
        if (Glob.anyMatches(judgement.get(ALLOWED), configuration.name())) {
            return;
        }
        for (Field webhook : configuration.root().get("webhooks").items()) {
            Field failurePolicy = webhook.get("failurePolicy");
            if ("Ignore".equals(failurePolicy.string())) {
                checked(webhook.get("rules"))
                        .ifPresent(what -> judgement.fail(
                                failurePolicy,
                                "failurePolicy is Ignore: while the webhook does not answer, " + what.text()
                                        + " pass unchecked"));
            }
        }
    }

    private static Optional<Field> checked(Field rules) {
        return Stream.of(
                        AdmissionRules.matching(rules, "", List.of("pods")),
                        AdmissionRules.matching(rules, "apps", List.of("deployments", "daemonsets", "statefulsets")),
                        AdmissionRules.matching(
                                rules,
                                "rbac.authorization.k8s.io",
                                List.of("roles", "clusterroles", "rolebindings", "clusterrolebindings")))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
