package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.CLIENT_ID;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.identity.ManagedIdentity;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nothing validates the client id: a typo, or the object id in its place, fails at the first request for a token. */
final class ClientIdsMustBeValid extends BuiltInEnvironmentPolicy<ServiceAccount> {
    private static final Parameter<Boolean> REQUIRE_GUID =
            Parameter.flag("requireGuid", true, "whether the client id must have the form of a GUID");

    /** The ids of the managed identities of the sources, in lower case; the empty one is that of an identity yet to be made. */
    private record KnownIds(Set<String> clientIds, Set<String> principalIds) {
        private static KnownIds of(List<ManagedIdentity> identities) {
            return new KnownIds(
                    all(identities, ManagedIdentity::clientId), all(identities, ManagedIdentity::principalId));
        }

        private static Set<String> all(List<ManagedIdentity> identities, Function<ManagedIdentity, String> id) {
            return identities.stream()
                    .map(identity -> id.apply(identity).toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static final Derivation<KnownIds> KNOWN = new Derivation<>(
            "ids of managed identities",
            Set.of(IdentityFacts.MANAGED_IDENTITIES),
            indexes -> KnownIds.of(indexes.all(IdentityFacts.MANAGED_IDENTITIES)));

    ClientIdsMustBeValid() {
        super(
                Facts.SERVICE_ACCOUNTS,
                Set.of(Facts.POD_IDENTITIES, IdentityFacts.MANAGED_IDENTITIES, ContainerEnvironment.DECLARED),
                policy(
                                "identity/client-id-annotation",
                                HIGH,
                                "The ServiceAccount of a workload-identity pod needs a valid client-id annotation")
                        .fix(
                                "set the annotation azure.workload.identity/client-id to the client id of the managed identity")
                        .parameters(REQUIRE_GUID)
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ServiceAccount account, Indexes indexes, Judgement judgement) {
        List<PodIdentity> users = indexes.get(Facts.POD_IDENTITIES, account.key()).stream()
                .filter(PodIdentity::isLabelled)
                .toList();
        String id = account.clientId();
        if (users.isEmpty()) {
            return;
        }
        if (id.isEmpty()) {
            missing(account, users, indexes, judgement);
        } else if (!account.clientIdFault().isEmpty() && (judgement.get(REQUIRE_GUID) || WorkloadIdentity.isGuid(id))) {
            judgement.fail(account.client().place(), "annotation " + CLIENT_ID + " " + account.clientIdFault());
        } else {
            compare(account, indexes.derive(KNOWN), judgement);
        }
    }

    /** Pods may set the id themselves, also by {@code envFrom}. */
    private static void missing(ServiceAccount account, List<PodIdentity> users, Indexes indexes, Judgement judgement) {
        String annotation = "annotation " + CLIENT_ID + " " + account.clientIdFault();
        List<PodIdentity> without =
                users.stream().filter(pod -> !setsItself(pod, indexes)).toList();
        List<String> unseen = without.stream()
                .flatMap(pod -> pod.sources().stream())
                .filter(source ->
                        indexes.get(ContainerEnvironment.DECLARED, source).isEmpty())
                .distinct()
                .toList();
        if (without.isEmpty()) {
            judgement.add(Observation.violation(
                            account.client().place(),
                            annotation + "; the pods set " + WorkloadIdentity.CLIENT_ID_VARIABLE + " themselves",
                            "")
                    .withSeverity(Severity.INFO));
        } else if (unseen.isEmpty()) {
            judgement.fail(
                    account.client().place(),
                    annotation + ", but " + without.get(0).words() + " asks for the identity");
        } else {
            judgement.unknown(
                    account.client().place(),
                    InputKind.OTHERS,
                    annotation + ", and " + unseen.get(0) + ", which may set " + WorkloadIdentity.CLIENT_ID_VARIABLE
                            + ", is in no source");
        }
    }

    private static boolean setsItself(PodIdentity pod, Indexes indexes) {
        return pod.presets(WorkloadIdentity.CLIENT_ID_VARIABLE)
                || pod.sources().stream()
                        .flatMap(source -> indexes.get(ContainerEnvironment.DECLARED, source).stream())
                        .flatMap(declared -> declared.keys().stream())
                        .anyMatch(key -> key.name().equals(WorkloadIdentity.CLIENT_ID_VARIABLE));
    }

    private static void compare(ServiceAccount account, KnownIds known, Judgement judgement) {
        String id = account.clientId().toLowerCase(Locale.ROOT);
        if (known.principalIds().contains(id)) {
            judgement.fail(
                    account.client().place(),
                    "annotation " + CLIENT_ID + " is the principal id of a managed identity, not its client id");
        } else if (!known.clientIds().isEmpty()
                && !known.clientIds().contains("")
                && !known.clientIds().contains(id)) {
            judgement.fail(
                    account.client().place(),
                    "annotation " + CLIENT_ID + " is the client id of none of the managed identities in the sources");
        }
    }
}
