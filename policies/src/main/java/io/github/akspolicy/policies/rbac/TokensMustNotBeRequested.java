package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever creates tokens of service accounts is those service accounts. */
final class TokensMustNotBeRequested extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/token-request",
                    HIGH,
                    "Creating ServiceAccount tokens must be restricted",
                    "name in resourceNames the service account that the program needs a token of")
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.12")
            .references(Catalog.CIS_KUBERNETES, "5.1.13")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    TokensMustNotBeRequested() {
        super(INFO, Powers.TOKEN_REQUEST);
    }

    @Override
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return !granted.isNamed();
    }
}
