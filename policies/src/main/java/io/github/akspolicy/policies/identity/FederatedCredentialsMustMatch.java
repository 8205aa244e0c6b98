package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.Federation;
import io.github.akspolicy.resource.identity.FederationMatch;
import io.github.akspolicy.resource.identity.IdentityLookup;
import io.github.akspolicy.resource.identity.LocatedText;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;

/** Entra ID compares issuer, subject and audience of a token letter by letter with the credential. */
final class FederatedCredentialsMustMatch extends BuiltInEnvironmentPolicy<Federation> {
    private static final Parameter<String> AUDIENCE = Parameter.string(
            "audience", WorkloadIdentity.AUDIENCE, "what tokens must be made for; sovereign clouds may have another");

    FederatedCredentialsMustMatch() {
        super(
                IdentityFacts.FEDERATIONS,
                Set.of(
                        IdentityFacts.FEDERATIONS,
                        Facts.SERVICE_ACCOUNTS,
                        IdentityFacts.FEDERATED_CREDENTIALS,
                        IdentityFacts.MANAGED_IDENTITIES,
                        IdentityFacts.CLUSTERS),
                policy(
                                "identity/federated-credential",
                                HIGH,
                                "Federated identity credentials must match the pods: issuer, subject, audience")
                        .fix(
                                "make the credential name the issuer of the cluster, and namespace and name of the service account")
                        .parameters(AUDIENCE)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Federation federation, Indexes indexes, Judgement judgement) {
        IdentityLookup lookup = IdentityIndexes.lookup(indexes);
        if (federation instanceof PodIdentity pod) {
            pod(pod, lookup, judgement);
        } else if (federation instanceof FederatedCredential credential) {
            if (credential.isForPods()) {
                subject(credential, lookup, indexes, judgement);
                issuer(credential, lookup, judgement);
            }
            audience(credential, judgement);
            PodIdentity pod = FederationMatch.withoutBinding(
                    credential, pods(credential, indexes), indexes.all(IdentityFacts.FEDERATED_CREDENTIALS));
            if (pod != null) {
                judgement.fail(
                        credential.audiences().get(0).place(),
                        "audience is that of identity bindings, but " + pod.words() + " lacks the annotation "
                                + WorkloadIdentity.USE_BINDING);
            }
        }
    }

    private static void pod(PodIdentity pod, IdentityLookup lookup, Judgement judgement) {
        String clientId = lookup.clientId(pod.serviceAccount());
        if (clientId.isEmpty() || pod.serviceAccount().namespace() == null) {
            return; // other policies say so
        }
        String needed = FederatedCredential.subject(pod.serviceAccount());
        switch (FederationMatch.of(pod.serviceAccount(), clientId, lookup).state()) {
            case MISSING ->
                judgement.fail(
                        pod.serviceAccountPlace(),
                        "no federated credential of identity " + clientId + " has the subject " + needed);
            case UNKNOWN ->
                judgement.unknown(
                        pod.serviceAccountPlace(),
                        InputKind.FEDERATED_CREDENTIALS,
                        "a federated credential with the subject " + needed + " is in no source");
            case FOUND, NEAR -> {}
        }
    }

    private static void subject(
            FederatedCredential credential, IdentityLookup lookup, Indexes indexes, Judgement judgement) {
        LocatedText subject = credential.subject();
        if (!subject.isKnown()) {
            return;
        }
        PodIdentity missed = FederationMatch.missedBy(credential, pods(credential, indexes), lookup);
        if (missed != null) {
            judgement.fail(
                    subject.place(),
                    "subject is not that of " + missed.words() + ", which needs "
                            + FederatedCredential.subject(missed.serviceAccount()));
        } else if (!credential.subjectFault().isEmpty()) {
            judgement.fail(subject.place(), credential.subjectFault());
        }
    }

    private static List<PodIdentity> pods(FederatedCredential credential, Indexes indexes) {
        String name = FederationMatch.name(credential.subject().value());
        return indexes.get(IdentityFacts.FEDERATIONS, name).stream()
                .map(PodIdentity.class::cast)
                .toList();
    }

    private static void audience(FederatedCredential credential, Judgement judgement) {
        List<LocatedText> audiences = credential.audiences();
        Set<String> right = Set.of(judgement.get(AUDIENCE), WorkloadIdentity.BINDING_AUDIENCE);
        if (audiences.isEmpty()) {
            judgement.add(
                    Observation.violation(credential.place().absent("audiences"), "audiences is not set", "audiences"));
        }
        for (LocatedText audience : audiences) {
            if (audience.isKnown() && !right.contains(audience.value())) {
                judgement.fail(audience.place(), "audience is not " + judgement.get(AUDIENCE));
            }
        }
        if (audiences.size() > 1) {
            judgement.fail(audiences.get(1).place(), "audiences has more than one entry: Entra ID accepts one only");
        }
    }

    private static void issuer(FederatedCredential credential, IdentityLookup lookup, Judgement judgement) {
        LocatedText issuer = credential.issuer();
        String fault = credential.issuerFault(lookup.issuers());
        if (!fault.isEmpty()) {
            judgement.add(Observation.violation(issuer.place(), fault, "issuer"));
        } else if (issuer.isSet() && lookup.clusters().isEmpty()) {
            judgement.unknown(issuer.place(), InputKind.CLUSTERS, "the OIDC issuer of the cluster is in no source");
        }
    }
}
