package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;

/** The names that the webhook of Microsoft Entra Workload ID reads (Azure/azure-workload-identity, {@code pkg/webhook}). */
public final class WorkloadIdentity {
    /** The label of a pod that the webhook selects by; only the string {@code "true"} counts. */
    public static final String USE_LABEL = "azure.workload.identity/use";

    /** The annotation of a service account that holds the client id of its identity. */
    public static final String CLIENT_ID = "azure.workload.identity/client-id";

    /** The environment variable that the Azure SDKs read the token's path from. */
    public static final String TOKEN_FILE_VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";

    private static final String PREFIX = "azure.workload.identity/";

    private WorkloadIdentity() {}

    static boolean isAnnotation(Field annotation) {
        return annotation.key().startsWith(PREFIX);
    }
}
