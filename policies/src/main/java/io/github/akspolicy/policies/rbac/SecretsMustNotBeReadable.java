package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import org.jspecify.annotations.Nullable;

/** Whoever reads the Secrets of a namespace has the passwords, keys and tokens of everything in it. */
final class SecretsMustNotBeReadable extends PowerPolicy {
    private static final Parameter<Boolean> ALLOW_NAMED =
            Parameter.flag("allowNamedGet", true, "whether a rule may be about Secrets that resourceNames lists");
    private static final Parameter<Boolean> ONLY_CLUSTER_WIDE = Parameter.flag(
            "onlyClusterWide",
            false,
            "whether a role is reported only when a binding of the environment grants it in every namespace");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/read-secrets",
                    HIGH,
                    "Reading Secrets must be restricted",
                    "name the one Secret in resourceNames and allow get only, or mount it into the pod and grant nothing")
            .parameters(ALLOW_NAMED, ONLY_CLUSTER_WIDE)
            .in(RECOMMENDED, Parameters.DEFAULTS.with(ONLY_CLUSTER_WIDE, true))
            .in(TALK, CIS)
            .references(Catalog.CIS_AKS, "4.1.2")
            .references(Catalog.CIS_KUBERNETES, "5.1.2")
            .references(Catalog.CHECKOV, "CKV2_K8S_5")
            .references(Catalog.TRIVY, "KSV-0041", "KSV-0113")
            .references(Catalog.KUBE_LINTER, "access-to-secrets")
            .references(Catalog.KYVERNO, "other/restrict-secret-role-verbs")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    SecretsMustNotBeReadable() {
        super(INFO, Powers.READ_SECRETS);
    }

    @Override
    boolean counts(GrantedPower granted, Reach reach, Judgement judgement) {
        return !(granted.isNamed() && judgement.get(ALLOW_NAMED))
                && (reach.isClusterWide() || !judgement.get(ONLY_CLUSTER_WIDE));
    }

    @Override
    @Nullable
    Severity severity(GrantedPower granted, Reach reach) {
        return !granted.isNamed() && reach.includes(Reach.SYSTEM) ? CRITICAL : null;
    }
}
