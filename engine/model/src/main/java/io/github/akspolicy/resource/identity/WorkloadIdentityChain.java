package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.identity.IdentityLink.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must hold so that a pod reaches Azure: label, service account, client id, federated credential, issuer and webhook
 * for its program, and for each Key Vault volume the SecretProviderClass with its client id and vault.
 * Pure: the same facts give the
 * same links, in the order in which a token passes them.
 *
 * @param clientId the identity that the program gets; empty when it gets none
 * @param program the links of the program's own identity; empty when nothing asks for one
 * @param volumes the links of each Key Vault volume
 */
public record WorkloadIdentityChain(String clientId, List<IdentityLink> program, List<Volume> volumes) {
    /**
     * The links of one Key Vault volume.
     *
     * @param providerClass the SecretProviderClass that it names
     */
    public record Volume(NamespacedName providerClass, List<IdentityLink> links) {}

    private static final String LABEL = "pod label";
    private static final String ACCOUNT = "service account";
    private static final String CLIENT = "client id";
    private static final String CREDENTIAL = "federated credential";
    private static final String AUDIENCE = "audience";
    private static final String ISSUER = "issuer";
    private static final String WEBHOOK = "webhook";
    private static final String VAULT = "Key Vault";

    /** The chain of a pod. */
    public static WorkloadIdentityChain of(PodIdentity pod, IdentityLookup lookup) {
        ServiceAccount account = lookup.serviceAccounts(pod.serviceAccount()).stream()
                .findFirst()
                .orElse(null);
        String clientId = clientId(pod, account);
        boolean asks = pod.useLabel() != null || pod.useLabelIsNoString() || pod.asksForToken();
        boolean isGiven = account != null && !account.clientId().isEmpty();
        var links = new ArrayList<IdentityLink>();
        if (asks || (isGiven && pod.secretProviderClasses().isEmpty())) {
            label(pod, links);
            account(pod, account, links);
            client(pod, account, links);
            federation(pod.serviceAccount(), clientId, pod, pod.serviceAccountPlace(), lookup, links);
            webhook(lookup, links);
        }
        return new WorkloadIdentityChain(
                pod.isLabelled() ? clientId : "",
                List.copyOf(links),
                pod.secretProviderClasses().stream()
                        .map(name -> volume(pod, account, name, lookup))
                        .toList());
    }

    /** All links, those of the program first. */
    public Stream<IdentityLink> links() {
        return Stream.concat(program.stream(), volumes.stream().flatMap(volume -> volume.links().stream()));
    }

    /** The first link of some that does not hold. */
    public static Optional<IdentityLink> fault(List<IdentityLink> links) {
        return links.stream()
                .filter(link -> link.state() == State.BROKEN)
                .findFirst()
                .or(() -> links.stream()
                        .filter(link -> link.state() == State.UNKNOWN)
                        .findFirst());
    }

    private static String clientId(PodIdentity pod, @Nullable ServiceAccount account) {
        return pod.presets().stream()
                .filter(preset -> preset.name().equals(WorkloadIdentity.CLIENT_ID_VARIABLE)
                        && !preset.value().isEmpty())
                .map(PodIdentity.Preset::value)
                .findFirst()
                .orElse(account == null ? "" : account.clientId());
    }

    private static void label(PodIdentity pod, List<IdentityLink> links) {
        boolean holds = pod.isLabelled();
        String label = WorkloadIdentity.USE_LABEL;
        links.add(new IdentityLink(
                LABEL,
                holds ? State.HOLDS : State.BROKEN,
                holds
                        ? label + " is \"true\""
                        : pod.useLabelIsNoString()
                                ? label + " is not a string: write \"true\" in quotes"
                                : label + (pod.useLabel() == null ? " is not set" : " is not exactly \"true\""),
                pod,
                pod.useLabelPlace()));
    }

    private static void account(PodIdentity pod, @Nullable ServiceAccount account, List<IdentityLink> links) {
        String name = pod.serviceAccount().name();
        boolean holds = account != null || pod.serviceAccount().isDefault();
        links.add(new IdentityLink(
                ACCOUNT,
                holds ? State.HOLDS : State.BROKEN,
                holds
                        ? name
                        : name + " is in no source for namespace "
                                + pod.serviceAccount().namespace(),
                pod,
                pod.serviceAccountPlace()));
    }

    private static void client(PodIdentity pod, @Nullable ServiceAccount account, List<IdentityLink> links) {
        if (pod.presets(WorkloadIdentity.CLIENT_ID_VARIABLE)) {
            PodIdentity.Preset preset = pod.presets().stream()
                    .filter(own -> own.name().equals(WorkloadIdentity.CLIENT_ID_VARIABLE))
                    .findFirst()
                    .orElseThrow();
            links.add(new IdentityLink(
                    CLIENT,
                    State.HOLDS,
                    "the pod sets " + preset.name() + (preset.value().isEmpty() ? "" : ": " + preset.value()),
                    pod,
                    preset.place()));
            return;
        }
        if (account == null) {
            links.add(new IdentityLink(
                    CLIENT, State.UNKNOWN, "the service account would hold it", pod, pod.serviceAccountPlace()));
            return;
        }
        String fault = account.clientIdFault();
        if (account.clientId().isEmpty() && !pod.sources().isEmpty()) {
            links.add(new IdentityLink(
                    CLIENT,
                    State.UNKNOWN,
                    "annotation " + WorkloadIdentity.CLIENT_ID + " " + fault + "; envFrom may set "
                            + WorkloadIdentity.CLIENT_ID_VARIABLE,
                    account,
                    account.client().place()));
            return;
        }
        links.add(new IdentityLink(
                CLIENT,
                fault.isEmpty() ? State.HOLDS : State.BROKEN,
                fault.isEmpty() ? account.clientId() : "annotation " + WorkloadIdentity.CLIENT_ID + " " + fault,
                account,
                account.client().place()));
    }

    private static void federation(
            NamespacedName account,
            String clientId,
            Object holder,
            Place place,
            IdentityLookup lookup,
            List<IdentityLink> links) {
        String needed = FederatedCredential.subject(account);
        if (clientId.isEmpty()) {
            links.add(new IdentityLink(
                    CREDENTIAL, State.UNKNOWN, "no identity whose credential could be looked for", null, null));
            return;
        }
        FederationMatch match = FederationMatch.of(account, clientId, lookup);
        FederatedCredential credential = match.credential();
        if (match.state() == FederationMatch.State.UNKNOWN || credential == null) {
            links.add(new IdentityLink(
                    CREDENTIAL, State.UNKNOWN, "one with the subject " + needed + " is in no source", holder, place));
        } else if (match.state() == FederationMatch.State.MISSING) {
            links.add(new IdentityLink(
                    CREDENTIAL,
                    State.BROKEN,
                    "none of identity " + clientId + " has the subject " + needed,
                    holder,
                    place));
        } else {
            boolean holds = match.state() == FederationMatch.State.FOUND;
            links.add(new IdentityLink(
                    CREDENTIAL,
                    holds ? State.HOLDS : State.BROKEN,
                    holds
                            ? "subject " + needed
                            : "subject is " + credential.subject().value() + ", not " + needed,
                    credential,
                    credential.subject().place()));
            audience(credential, links);
            issuer(credential, lookup, links);
        }
    }

    private static void audience(FederatedCredential credential, List<IdentityLink> links) {
        if (credential.audiences().isEmpty()) {
            // the context of a configuration need not name them
            return;
        }
        LocatedText first = credential.audiences().get(0);
        boolean holds = credential.audiences().size() == 1
                && (!first.isKnown()
                        || first.value().equals(WorkloadIdentity.AUDIENCE)
                        || first.value().equals(WorkloadIdentity.BINDING_AUDIENCE));
        links.add(new IdentityLink(
                AUDIENCE,
                holds ? State.HOLDS : State.BROKEN,
                holds ? first.value() : "audience is not " + WorkloadIdentity.AUDIENCE + " alone",
                credential,
                first.place()));
    }

    private static void issuer(FederatedCredential credential, IdentityLookup lookup, List<IdentityLink> links) {
        String fault = credential.issuerFault(lookup.issuers());
        boolean isSaid = credential.issuer().isSet();
        boolean isKnown = isSaid && !lookup.issuers().known().isEmpty();
        if (!credential.issuer().isKnown()) {
            links.add(new IdentityLink(
                    ISSUER,
                    State.HOLDS,
                    "is taken from the cluster at deployment",
                    credential,
                    credential.issuer().place()));
        } else if (!fault.isEmpty() && (isSaid || credential.audiences().size() > 0)) {
            links.add(new IdentityLink(
                    ISSUER, State.BROKEN, fault, credential, credential.issuer().place()));
        } else {
            links.add(new IdentityLink(
                    ISSUER,
                    isKnown ? State.HOLDS : State.UNKNOWN,
                    isKnown ? credential.issuer().value() : "the OIDC issuer of the cluster is in no source",
                    credential,
                    credential.issuer().place()));
        }
    }

    private static void webhook(IdentityLookup lookup, List<IdentityLink> links) {
        ClusterIdentity off = first(
                lookup,
                cluster ->
                        Boolean.FALSE.equals(cluster.workloadIdentity()) || Boolean.FALSE.equals(cluster.oidcIssuer()));
        ClusterIdentity on = first(lookup, cluster -> Boolean.TRUE.equals(cluster.workloadIdentity()));
        ClusterIdentity any = first(lookup, cluster -> true);
        ClusterIdentity said = off != null ? off : on != null ? on : any;
        links.add(new IdentityLink(
                WEBHOOK,
                off != null ? State.BROKEN : on != null ? State.HOLDS : State.UNKNOWN,
                off != null
                        ? "workload identity or the OIDC issuer of the cluster is off"
                        : on != null
                                ? "workload identity is on"
                                : any != null
                                        ? "whether workload identity is on is not said"
                                        : "the cluster is in no source",
                said,
                said == null ? null : said.place()));
    }

    private static @Nullable ClusterIdentity first(IdentityLookup lookup, Predicate<ClusterIdentity> condition) {
        return lookup.clusters().stream().filter(condition).findFirst().orElse(null);
    }

    /** Whether a vault can have the name; whether there is one, and whom it lets read, is in no file. */
    private static void vault(KeyVaultAccess access, List<IdentityLink> links) {
        String name = access.vault().value();
        boolean isAddress = name.contains("/") || name.contains(".");
        links.add(new IdentityLink(
                VAULT,
                name.isEmpty() || isAddress ? State.BROKEN : State.HOLDS,
                name.isEmpty()
                        ? "keyvaultName is not set"
                        : isAddress ? "keyvaultName is an address, not a name" : name,
                access,
                access.vault().place()));
    }

    private static Volume volume(
            PodIdentity pod, @Nullable ServiceAccount account, NamespacedName name, IdentityLookup lookup) {
        var links = new ArrayList<IdentityLink>();
        KeyVaultAccess access =
                lookup.providerClasses(name).stream().findFirst().orElse(null);
        if (access == null) {
            links.add(new IdentityLink(
                    "SecretProviderClass",
                    State.BROKEN,
                    name.name().isEmpty()
                            ? "the volume names none"
                            : name.name() + " is in no source for namespace " + name.namespace(),
                    pod,
                    null));
            return new Volume(name, List.copyOf(links));
        }
        links.add(new IdentityLink("SecretProviderClass", State.HOLDS, name.name(), access, access.place()));
        if (!access.usesServiceAccount()) {
            links.add(new IdentityLink(
                    CLIENT,
                    State.BROKEN,
                    "clientID is not used: the identity of the node, or a password, is",
                    access,
                    access.client().place()));
            vault(access, links);
            return new Volume(name, List.copyOf(links));
        }
        String id = access.clientId();
        String other = account == null ? "" : account.clientId();
        boolean differs = !other.isEmpty() && !other.equalsIgnoreCase(id);
        boolean isGuid = WorkloadIdentity.isGuid(id);
        links.add(new IdentityLink(
                CLIENT,
                differs || !isGuid ? State.BROKEN : State.HOLDS,
                !isGuid
                        ? "clientID is not a GUID"
                        : differs
                                ? "clientID is not that of service account "
                                        + pod.serviceAccount().name()
                                : id,
                access,
                access.client().place()));
        federation(pod.serviceAccount(), id, access, access.client().place(), lookup, links);
        vault(access, links);
        return new Volume(name, List.copyOf(links));
    }
}
