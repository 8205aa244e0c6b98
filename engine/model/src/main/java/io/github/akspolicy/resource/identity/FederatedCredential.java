package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A federated identity credential: which tokens Microsoft Entra ID exchanges for a token of a managed identity. Filled
 * from {@code FederatedIdentityCredential} of the Azure Service Operator, from templates and plans, and from the
 * context of the configuration.
 *
 * @param identity the identity it belongs to: its resource id, or the name that the source knows it by, in lower case
 * @param clientId the client id of that identity; empty when the source does not know it
 * @param issuer whose tokens are accepted
 * @param subject the service account whose tokens are accepted, as {@code system:serviceaccount:NAMESPACE:NAME}
 * @param audiences what the tokens must be made for; unset ones are not listed
 * @param place the credential itself
 */
public record FederatedCredential(
        String identity,
        String clientId,
        LocatedText issuer,
        LocatedText subject,
        List<LocatedText> audiences,
        Place place)
        implements Federation {
    /** The kinds that it is filled from. */
    public static final Kinds KINDS =
            AzureResource.KINDS.or(Kinds.of(ContextKinds.GROUP, ContextKinds.FEDERATED_CREDENTIAL));

    private static final AzureProperty ISSUER = AzureProperty.arm("issuer").azurerm("issuer");
    private static final AzureProperty SUBJECT_PROPERTY =
            AzureProperty.arm("subject").azurerm("subject");
    private static final AzureProperty AUDIENCES =
            AzureProperty.arm("audiences").azurerm("audience");

    private static final Pattern AKS_WITHOUT_SLASH =
            Pattern.compile("https://[a-z0-9.-]+\\.oic\\.prod-aks\\.azure\\.com/.*[^/]");

    /** What subjects of service accounts begin with. */
    public static final String SUBJECT_PREFIX = "system:serviceaccount:";

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SUBJECT =
            Pattern.compile(SUBJECT_PREFIX + LABEL + ":(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    /** The facts of a resource: one for a credential, none for other kinds. */
    public static List<FederatedCredential> of(Resource resource) {
        if (resource.is(ManagedIdentity.ASO_GROUP, "FederatedIdentityCredential")) {
            return List.of(serviceOperator(resource));
        }
        if (resource.is(ContextKinds.GROUP, ContextKinds.FEDERATED_CREDENTIAL)) {
            return List.of(declared(resource));
        }
        return AzureResource.of(resource, AzureType.FEDERATED_CREDENTIAL).stream()
                .map(FederatedCredential::azure)
                .toList();
    }

    /** Of a template, a plan or an answer of {@code az}. */
    private static FederatedCredential azure(AzureResource credential) {
        Field audiences = credential.get(AUDIENCES).field();
        Field body = credential.body();
        // CAPZ carries objects of ASO
        boolean isAso = credential.notation() == Notation.ASO;
        return new FederatedCredential(
                ManagedIdentity.parent(credential),
                "",
                isAso
                        ? fromConfig(body, "issuer")
                        : LocatedText.of(credential.get(ISSUER).field()),
                isAso
                        ? fromConfig(body, "subject")
                        : LocatedText.of(credential.get(SUBJECT_PROPERTY).field()),
                audiences.unresolved() != null
                        ? List.of(LocatedText.later(audiences))
                        : audiences.items().stream().map(LocatedText::of).toList(),
                body.isPresent() ? body.place() : credential.root().place());
    }

    private static FederatedCredential serviceOperator(Resource resource) {
        Field spec = resource.root().get("spec");
        String armId = spec.at("owner", "armId").stringOr("");
        String owner = spec.at("owner", "name").stringOr("");
        return new FederatedCredential(
                armId.isEmpty() ? ManagedIdentity.key(resource.namespace(), owner) : ManagedIdentity.key(armId),
                "",
                fromConfig(spec, "issuer"),
                fromConfig(spec, "subject"),
                audiences(spec),
                spec.isPresent() ? spec.place() : resource.root().place());
    }

    private static FederatedCredential declared(Resource resource) {
        Field root = resource.root();
        String clientId = root.get("clientId").stringOr("");
        return new FederatedCredential(
                ManagedIdentity.key(clientId),
                clientId,
                LocatedText.of(root.get("issuer")),
                LocatedText.of(root.get("subject")),
                audiences(root),
                root.place());
    }

    /** A value, or the ConfigMap that the operator takes it from at deployment. */
    private static LocatedText fromConfig(Field spec, String name) {
        Field reference = spec.get(name + "FromConfig");
        return reference.isPresent() && !spec.get(name).isPresent()
                ? LocatedText.later(reference)
                : LocatedText.of(spec.get(name));
    }

    private static List<LocatedText> audiences(Field spec) {
        return spec.get("audiences").items().stream().map(LocatedText::of).toList();
    }

    /** Whether it takes tokens of identity bindings. */
    boolean isForBindings() {
        return audiences.stream()
                .anyMatch(audience -> audience.isKnown() && audience.value().equals(WorkloadIdentity.BINDING_AUDIENCE));
    }

    /**
     * Whether pods may use it: not where another issuer than one of AKS is written, and its subject is not a service account, as
     * for GitHub Actions.
     */
    public boolean isForPods() {
        return !issuer.isSet()
                || !subject.isSet()
                || subject.value().toLowerCase(Locale.ROOT).startsWith("system:")
                || !issuer.value().startsWith("https://")
                || new TokenIssuer(issuer.value()).isAks();
    }

    /**
     * What is wrong with the issuer, or empty when nothing is, as far as the clusters are known. Issuers of AKS end with a
     * slash, and Entra ID compares letter by letter.
     */
    public String issuerFault(ClusterIssuers clusters) {
        String value = issuer.value();
        if (!issuer.isKnown() || !value.isEmpty() && clusters.known().contains(value)) {
            return "";
        }
        if (!value.startsWith("https://")) {
            return value.isEmpty() ? "issuer is not set" : "issuer does not begin with https://";
        }
        if (AKS_WITHOUT_SLASH.matcher(value).matches() || clusters.known().contains(value + "/")) {
            return "issuer lacks the slash at its end";
        }
        return clusters.areAllKnown() ? "issuer is not the OIDC issuer of the cluster" : "";
    }

    /** What is wrong with the form of the subject, or empty when nothing is or it is known only at deployment. */
    public String subjectFault() {
        if (!subject.isKnown() || SUBJECT.matcher(subject.value()).matches()) {
            return "";
        }
        return subject.value().isEmpty()
                ? "subject is not set"
                : "subject is not system:serviceaccount:NAMESPACE:NAME in small letters";
    }

    /** The subject of a service account. */
    public static String subject(NamespacedName serviceAccount) {
        return SUBJECT_PREFIX + serviceAccount.namespace() + ":" + serviceAccount.name();
    }
}
