package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;

/** The API server evaluates these policies itself: nothing can be down, so that Ignore only hides a policy that is broken. */
final class ValidatingPoliciesMustDeny extends BuiltInPolicy<Resource> {
    ValidatingPoliciesMustDeny() {
        super(
                Resource.ofKinds(
                        "validating admission policy", "admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
                policy(
                                "workload/validating-policy-fails-open",
                                MEDIUM,
                                "ValidatingAdmissionPolicies must refuse what they cannot evaluate")
                        .fix("set failurePolicy: Fail, or leave it out")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource policy, Judgement judgement) {
        Field failurePolicy = policy.root().at("spec", "failurePolicy");
        if ("Ignore".equals(failurePolicy.string())) {
            judgement.fail(
                    failurePolicy,
                    "failurePolicy is Ignore: what an expression cannot evaluate, or a missing parameter, lets everything pass");
        }
    }
}
