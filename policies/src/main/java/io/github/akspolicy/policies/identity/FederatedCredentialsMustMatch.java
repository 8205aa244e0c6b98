package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.Federation;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.Setting;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Entra ID compares issuer, subject and audience of a token letter by letter with the credential. */
public final class FederatedCredentialsMustMatch extends BuiltInEnvironmentPolicy<Federation> {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SUBJECT =
            Pattern.compile("system:serviceaccount:" + LABEL + ":(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern AKS_ISSUER =
            Pattern.compile("https://[a-z0-9.-]+\\.oic\\.prod-aks\\.azure\\.com/.*[^/]");

    private static final Parameter<String> AUDIENCE = Parameter.string(
            "audience", WorkloadIdentity.AUDIENCE, "what tokens must be made for; sovereign clouds may have another");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "identity/federated-credential",
                    HIGH,
                    "Federated identity credentials must match the pods: issuer, subject, audience",
                    "make the credential name the issuer of the cluster, and namespace and name of the service account")
            .parameters(AUDIENCE)
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_DOCS, "workload-identity-deploy-cluster", "workload-identity-overview");

    public FederatedCredentialsMustMatch() {
        super(
                IdentityFacts.FEDERATIONS,
                Set.of(
                        IdentityFacts.FEDERATIONS,
                        Facts.SERVICE_ACCOUNTS,
                        IdentityFacts.FEDERATED_CREDENTIALS,
                        IdentityFacts.MANAGED_IDENTITIES,
                        IdentityFacts.CLUSTERS),
                INFO);
    }

    @Override
    public void evaluate(Federation federation, Indexes indexes, Judgement judgement) {
        var subjects = new FederationSubjects(indexes);
        if (federation instanceof PodIdentity pod) {
            pod(pod, subjects, indexes, judgement);
        } else if (federation instanceof FederatedCredential credential) {
            subject(credential, subjects, judgement);
            audience(credential, judgement);
            issuer(credential.issuer(), indexes, judgement);
        }
    }

    private static void pod(PodIdentity pod, FederationSubjects subjects, Indexes indexes, Judgement judgement) {
        String clientId = subjects.clientId(pod);
        if (clientId.isEmpty() || pod.serviceAccount().namespace() == null) {
            return; // other policies say so
        }
        String needed = FederatedCredential.subject(pod.serviceAccount());
        switch (subjects.match(pod)) {
            case MISSING ->
                judgement.fail(
                        pod.serviceAccountPlace(),
                        "no federated credential of identity " + clientId + " has the subject " + needed);
            case UNKNOWN ->
                judgement.unknown(
                        pod.serviceAccountPlace(),
                        UnknownCause.INPUT,
                        "a federated credential with the subject " + needed + " is in no source");
            case FOUND, NEAR -> {}
        }
    }

    private static void subject(FederatedCredential credential, FederationSubjects subjects, Judgement judgement) {
        Setting subject = credential.subject();
        if (!subject.isKnown()) {
            return;
        }
        PodIdentity missed = subjects.missedBy(credential);
        if (missed != null) {
            judgement.fail(
                    subject.place(),
                    "subject is not that of " + missed.words() + ", which needs "
                            + FederatedCredential.subject(missed.serviceAccount()));
        } else if (!SUBJECT.matcher(subject.value()).matches()) {
            judgement.fail(
                    subject.place(),
                    subject.value().isEmpty()
                            ? "subject is not set"
                            : "subject is not system:serviceaccount:NAMESPACE:NAME in small letters");
        }
    }

    private static void audience(FederatedCredential credential, Judgement judgement) {
        List<Setting> audiences = credential.audiences();
        Set<String> right = Set.of(judgement.get(AUDIENCE), WorkloadIdentity.BINDING_AUDIENCE);
        if (audiences.isEmpty()) {
            judgement.add(
                    Observation.violation(credential.place().absent("audiences"), "audiences is not set", "audiences"));
        }
        for (Setting audience : audiences) {
            if (audience.isKnown() && !right.contains(audience.value())) {
                judgement.fail(audience.place(), "audience is not " + judgement.get(AUDIENCE));
            }
        }
        if (audiences.size() > 1) {
            judgement.fail(audiences.get(1).place(), "audiences has more than one entry: Entra ID accepts one only");
        }
    }

    private static void issuer(Setting issuer, Indexes indexes, Judgement judgement) {
        if (!issuer.isKnown()) {
            return;
        }
        String value = issuer.value();
        List<Setting> clusters = indexes.all(IdentityFacts.CLUSTERS).stream()
                .map(cluster -> cluster.issuer())
                .toList();
        String wrong = "";
        if (!value.startsWith("https://")) {
            wrong = value.isEmpty() ? "issuer is not set" : "issuer does not begin with https://";
        } else if (clusters.stream().anyMatch(cluster -> cluster.value().equals(value))) {
            return;
        } else if (AKS_ISSUER.matcher(value).matches()
                || clusters.stream().anyMatch(cluster -> cluster.value().equals(value + "/"))) {
            wrong = "issuer lacks the slash at its end";
        } else if (!clusters.isEmpty() && clusters.stream().allMatch(Setting::isSet)) {
            wrong = "issuer is not the OIDC issuer of the cluster";
        } else if (clusters.isEmpty()) {
            judgement.unknown(issuer.place(), UnknownCause.INPUT, "the OIDC issuer of the cluster is in no source");
        }
        if (!wrong.isEmpty()) {
            judgement.add(Observation.violation(issuer.place(), wrong, "issuer"));
        }
    }
}
