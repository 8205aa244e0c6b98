package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Bind lets its holder bind roles with more permissions than the holder has. */
final class BindMustNotBeGranted extends PowerPolicy {
    private static final Parameter<Boolean> ALLOW_NAMED =
            Parameter.flag("allowNamedBind", true, "whether a rule may be about roles that resourceNames lists");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/bind",
                    CRITICAL,
                    "The bind verb must not be granted",
                    "take bind out, or name in resourceNames the roles that may be bound")
            .parameters(ALLOW_NAMED)
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.7")
            .references(Catalog.CIS_KUBERNETES, "5.1.8")
            .references(Catalog.CHECKOV, "CKV_K8S_157")
            .references(Catalog.KYVERNO, "other/restrict-escalation-verbs-roles")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    BindMustNotBeGranted() {
        super(INFO, Powers.BIND);
    }

    @Override
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return !(granted.isNamed() && judgement.get(ALLOW_NAMED));
    }
}
