package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that the webhook of Microsoft Entra Workload ID reads (Azure/azure-workload-identity, {@code pkg/webhook}). */
public final class WorkloadIdentity {
    /** What all its labels and annotations begin with. */
    public static final String PREFIX = "azure.workload.identity/";

    /** The label of a pod that the webhook selects by; only the string {@code "true"} counts. */
    public static final String USE_LABEL = PREFIX + "use";

    /** The annotation of a service account that holds the client id of its identity. */
    public static final String CLIENT_ID = PREFIX + "client-id";

    /** The annotation of a service account that holds the tenant of an identity of another tenant. */
    public static final String TENANT_ID = PREFIX + "tenant-id";

    /** The annotation of a pod, or else of its service account, that says how long a token is valid, in seconds. */
    public static final String TOKEN_EXPIRATION = PREFIX + "service-account-token-expiration";

    /** The annotation of a pod that lists the containers, by semicolon, that get no token. */
    public static final String SKIP_CONTAINERS = PREFIX + "skip-containers";

    /** The annotation of a pod that, whatever its value, gets it the proxy of migrations. */
    public static final String INJECT_PROXY = PREFIX + "inject-proxy-sidecar";

    /** The annotation of a pod that says on which port the proxy listens. */
    public static final String PROXY_PORT = PREFIX + "proxy-sidecar-port";

    /** The API group of the client ids that identity bindings let service accounts use. */
    public static final String BINDING_GROUP = "cid.wi.aks.azure.com";

    /** The verb of a rule that lets them. */
    public static final String BINDING_VERB = "use-managed-identity";

    /** The annotation of a pod that uses an identity binding, in any case of {@code true}. */
    public static final String USE_BINDING = PREFIX + "use-identity-binding";

    /** The annotations that are read from service accounts. */
    public static final Set<String> OF_ACCOUNTS = Set.of(CLIENT_ID, TENANT_ID, TOKEN_EXPIRATION);

    /** The annotations that are read from pods. */
    public static final Set<String> OF_PODS =
            Set.of(TOKEN_EXPIRATION, SKIP_CONTAINERS, INJECT_PROXY, PROXY_PORT, USE_BINDING);

    /** The environment variable that the Azure SDKs read the token's path from. */
    public static final String TOKEN_FILE_VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";

    /** The environment variable that the Azure SDKs read the client id from. */
    public static final String CLIENT_ID_VARIABLE = "AZURE_CLIENT_ID";

    /** The environment variable that the Azure SDKs read the tenant from. */
    public static final String TENANT_ID_VARIABLE = "AZURE_TENANT_ID";

    /** What the webhook injects; it never replaces what is there. */
    public static final List<String> VARIABLES =
            List.of(CLIENT_ID_VARIABLE, TENANT_ID_VARIABLE, TOKEN_FILE_VARIABLE, "AZURE_AUTHORITY_HOST");

    /** What the tokens of the webhook are made for. */
    public static final String AUDIENCE = "api://AzureADTokenExchange";

    /** What the tokens of identity bindings are made for. */
    public static final String BINDING_AUDIENCE = "api://AKSIdentityBinding";

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern ONE_DIGIT = Pattern.compile("([0-9a-fA-F])(?:\\1|-)*+");

    private WorkloadIdentity() {}

    static boolean isAnnotation(Field annotation) {
        return annotation.key().startsWith(PREFIX);
    }

    /** Whether a text has the form of the ids of Microsoft Entra. */
    public static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** Whether a GUID is one digit over and over, as the nil GUID is: a placeholder, no id. */
    public static boolean isPlaceholder(String guid) {
        return ONE_DIGIT.matcher(guid).matches();
    }
}
