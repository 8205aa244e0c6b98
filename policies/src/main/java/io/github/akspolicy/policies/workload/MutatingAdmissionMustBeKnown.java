package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Set;

/** Who changes objects on their way into the cluster decides what runs, and with which rights, whatever was reviewed. */
final class MutatingAdmissionMustBeKnown extends BuiltInPolicy<Resource> {
    private static final String PODS = "pods";
    private static final String ACCESS = "access";
    private static final List<String> ROLES = List.of("roles", "clusterroles", "rolebindings", "clusterrolebindings");

    private static final Parameter<Set<String>> OBJECTS = Parameter.choices(
            "objects",
            List.of(PODS, ACCESS),
            Set.of(PODS, ACCESS),
            "what may be changed by known names only: pods, or access: roles and bindings");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedNames",
            List.of(),
            "names of webhook configurations and mutating policies that may change these objects; * stands for any text");

    MutatingAdmissionMustBeKnown() {
        super(
                Resource.ofKinds(
                        "mutating admission",
                        "admissionregistration.k8s.io",
                        "MutatingWebhookConfiguration",
                        "MutatingAdmissionPolicy"),
                policy(
                                "workload/mutating-admission",
                                HIGH,
                                "Only known mutating webhooks and policies may change pods, roles and bindings")
                        .fix("narrow its rules to what it changes, or name it in allowedNames")
                        .parameters(OBJECTS, ALLOWED)
                        .in(RECOMMENDED, Parameters.DEFAULTS.with(OBJECTS, Set.of(ACCESS)))
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Resource configuration, Judgement judgement) {
        if (Glob.anyMatches(judgement.get(ALLOWED), configuration.name())) {
            return;
        }
        if (configuration.kind().equals("MutatingAdmissionPolicy")) {
            rules(configuration.root().at("spec", "matchConstraints", "resourceRules"), judgement);
        }
        configuration.root().get("webhooks").items().forEach(webhook -> rules(webhook.get("rules"), judgement));
    }

    /** One finding for each webhook: access is more than pods. */
    private static void rules(Field rules, Judgement judgement) {
        Set<String> objects = judgement.get(OBJECTS);
        Field access = objects.contains(ACCESS)
                ? AdmissionRules.matching(rules, "rbac.authorization.k8s.io", ROLES)
                        .orElse(null)
                : null;
        if (access != null) {
            judgement.fail(access, "resources contains " + word(access) + ": it may change roles and bindings");
        } else if (objects.contains(PODS)) {
            AdmissionRules.matching(rules, "", List.of(PODS))
                    .ifPresent(pods ->
                            judgement.fail(pods, "resources contains " + word(pods) + ": it may change every pod"));
        }
    }

    /** In quotes where it is a pattern. */
    private static String word(Field resource) {
        String text = resource.textOr("");
        return text.contains("*") ? '"' + text + '"' : text;
    }
}
