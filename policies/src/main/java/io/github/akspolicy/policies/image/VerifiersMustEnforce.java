package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Resource;

/** A verifier that only audits admits every image, signed or not. */
final class VerifiersMustEnforce extends BuiltInPolicy<Resource> {
    VerifiersMustEnforce() {
        super(
                SignatureVerification.VERIFIERS,
                policy("image/verifier-enforces", HIGH, "The signature verifier must deny, not only audit")
                        .fix("let the verifier deny, and fail closed when it cannot be reached"));
    }

    @Override
    public void evaluate(Resource verifier, Judgement judgement) {
        Field spec = verifier.root().get("spec");
        switch (verifier.kind()) {
            case "ClusterPolicy", "Policy" -> {
                if (verifier.is(RatifyVerifier.GROUP, verifier.kind())) {
                    ratify(spec, judgement);
                } else {
                    kyverno(spec, judgement);
                }
            }
            case "NamespacedPolicy" -> ratify(spec, judgement);
            case "ImageValidatingPolicy" -> imageValidating(spec, judgement);
            case "ClusterImagePolicy" -> mode(spec.get("mode"), "enforce", judgement);
            default -> mode(spec.get("enforcementAction"), "deny", judgement);
        }
    }

    /** Kyverno moved the setting from the policy to its rules; that of the rule wins. */
    private static void kyverno(Field spec, Judgement judgement) {
        for (Field rule : spec.get("rules").items()) {
            for (Field verification : rule.get("verifyImages").items()) {
                Field own = verification.get("failureAction");
                Field action = own.isPresent() ? own : spec.get("validationFailureAction");
                if (!action.stringOr("Audit").equalsIgnoreCase("Enforce")) {
                    judgement.fail(action, action.key() + " is " + action.stringOr("not set, which means Audit"));
                }
                mustNotBeFalse(verification.get("required"), judgement);
                mustNotBeFalse(verification.get("verifyDigest"), judgement);
            }
        }
        mode(spec.get("failurePolicy"), "Fail", judgement);
        mode(spec.at("webhookConfiguration", "failurePolicy"), "Fail", judgement);
    }

    private static void imageValidating(Field spec, Judgement judgement) {
        Field actions = spec.get("validationActions");
        if (!actions.strings().contains("Deny")) {
            judgement.fail(actions, "validationActions does not have Deny");
        }
        mode(spec.get("failurePolicy"), "Fail", judgement);
    }

    /** What of several signatures must be good: only a warning, since one good one is enough for Notation. */
    private static void ratify(Field spec, Judgement judgement) {
        Field any = spec.at("parameters", "artifactVerificationPolicies", "default");
        if ("any".equals(any.string())) {
            judgement.add(Observation.violation(
                            any.place(), "default is any: artifacts of types that no verifier knows pass", "")
                    .withSeverity(LOW));
        }
        if (spec.at("parameters", "passthroughEnabled").isTrue()) {
            judgement.fail(
                    spec.at("parameters", "passthroughEnabled"), "passthroughEnabled leaves the decision to others");
        }
    }

    /** Absent means that it enforces. */
    private static void mode(Field field, String enforcing, Judgement judgement) {
        if (field.isPresent() && !enforcing.equals(field.string())) {
            judgement.fail(field, field.key() + " is " + field.textOr("no text") + ", not " + enforcing);
        }
    }

    private static void mustNotBeFalse(Field field, Judgement judgement) {
        if (field.isFalse()) {
            judgement.fail(field, field.key() + " is false");
        }
    }
}
