package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.Resource;

/** A token in a Secret has no end: whoever read it once has the account for ever. */
final class TokensMustNotLiveForEver extends BuiltInPolicy<Resource> {
    private static final String TYPE = "kubernetes.io/service-account-token";
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "secrets/service-account-token-secret",
                    HIGH,
                    "No long-lived ServiceAccount token Secrets",
                    "remove the Secret; pods get bound tokens by themselves, others ask for one with kubectl create token")
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "No token in the kubeconfig")
            .references(Catalog.CIS_AKS, "4.1.6")
            .references(
                    Catalog.KYVERNO,
                    "other/deny-secret-service-account-token-type",
                    "other/check-serviceaccount-secrets")
            .references(Catalog.AKS_DOCS, "concepts-identity");

    TokensMustNotLiveForEver() {
        super(Resource.ofKinds("secret or service account", "", "Secret", "ServiceAccount"), INFO);
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.kind().equals("ServiceAccount")) {
            for (Field secret : resource.root().get("secrets").items()) {
                judgement.add(
                        Observation.violation(secret.place(), "secrets names a Secret for tokens that never end", "")
                                .withSeverity(LOW));
            }
            return;
        }
        Field type = resource.root().get("type");
        Field account = resource.root().at("metadata", "annotations", ACCOUNT);
        if (TYPE.equals(type.string())) {
            judgement.fail(type, "type makes the Secret a token that never ends");
        } else if (account.isPresent()) {
            judgement.fail(account, "annotation " + ACCOUNT + " is for Secrets with tokens that never end");
        }
    }
}
