package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.List;

/** Whoever writes the rules of the policy engine exempts themselves. */
final class PolicyEnginesMustNotBeWritable extends PowerPolicy {
    private static final Parameter<List<String>> GROUPS =
            Parameter.strings("groups", Powers.POLICY_ENGINES, "groups that the objects of policy engines are in");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/policy-engine-write",
                    HIGH,
                    "Control of the policy engines must be restricted",
                    "leave the configuration of the policy engine to the deployment pipeline")
            .parameters(GROUPS)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "use-azure-policy", "image-integrity");

    PolicyEnginesMustNotBeWritable() {
        super(INFO, Powers.policyEngines(Powers.POLICY_ENGINES));
    }

    @Override
    List<Power> powers(Judgement judgement) {
        return Powers.policyEngines(judgement.get(GROUPS));
    }
}
