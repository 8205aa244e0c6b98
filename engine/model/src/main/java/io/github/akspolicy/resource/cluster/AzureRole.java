package io.github.akspolicy.resource.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The built-in roles of Azure that decide who may do what with a cluster and its registry
 * (learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-29).
 */
public enum AzureRole {
    OWNER("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", Grant.USER_KUBECONFIG, Grant.ADMIN_KUBECONFIG),
    CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", Grant.USER_KUBECONFIG, Grant.ADMIN_KUBECONFIG),
    USER_ACCESS_ADMINISTRATOR("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"),
    ACCESS_CONTROL_ADMINISTRATOR("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator"),
    RBAC_CLUSTER_ADMIN(
            "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
            "Azure Kubernetes Service RBAC Cluster Admin",
            Grant.USER_KUBECONFIG,
            Grant.DATA),
    RBAC_ADMIN(
            "3498e952-d568-435e-9b2c-8d77e338d7f7",
            "Azure Kubernetes Service RBAC Admin",
            Grant.USER_KUBECONFIG,
            Grant.DATA),
    RBAC_WRITER("a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb", "Azure Kubernetes Service RBAC Writer", Grant.DATA),
    RBAC_READER("7f6c6a51-bcf8-42ba-9220-52d62157d7db", "Azure Kubernetes Service RBAC Reader", Grant.DATA),
    CLUSTER_ADMIN(
            "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
            "Azure Kubernetes Service Cluster Admin Role",
            Grant.ADMIN_KUBECONFIG),
    CLUSTER_USER(
            "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
            "Azure Kubernetes Service Cluster User Role",
            Grant.USER_KUBECONFIG),
    CLUSTER_CONTRIBUTOR(
            "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
            "Azure Kubernetes Service Contributor Role",
            Grant.USER_KUBECONFIG,
            Grant.ADMIN_KUBECONFIG),
    NAMESPACE_CONTRIBUTOR("289d8817-ee69-43f1-a0af-43a45505b488", "Azure Kubernetes Service Namespace Contributor"),
    NAMESPACE_USER("c9f76ca8-b262-4b10-8ed2-09cf0948aa35", "Azure Kubernetes Service Namespace User"),
    FLEET_CLUSTER_ADMIN("18ab4d3d-a1bf-4477-8ad9-8359bc988f69", "Azure Kubernetes Fleet Manager RBAC Cluster Admin"),
    FLEET_MEMBER_CLUSTER_ADMIN(
            "79a36d98-eb96-4a76-ae1d-481dc98d2c23",
            "Azure Kubernetes Fleet Manager RBAC Cluster Admin for Member Clusters"),
    FLEET_MEMBER_ADMIN(
            "d1f699ed-700a-4c77-a22f-29890ac7b115", "Azure Kubernetes Fleet Manager RBAC Admin for Member Clusters"),
    ACR_PULL("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"),
    ACR_PUSH("8311e382-0749-4cb8-b61a-304f252e45ec", "AcrPush"),
    READER("acdd72a7-3385-48ef-bd42-f606fba981ae", "Reader"),
    ACR_REPOSITORY_READER("b93aa761-3e63-49ed-ac28-beffa264f7ac", "Container Registry Repository Reader"),
    ACR_REPOSITORY_WRITER("2a1e307c-b015-4ebd-883e-5b7698a07328", "Container Registry Repository Writer"),
    ACR_REPOSITORY_CONTRIBUTOR("2efddaa5-3f1f-4df3-97df-af3f13818f4c", "Container Registry Repository Contributor");

    /** What a role allows that matters to who gets into a cluster. */
    public enum Grant {
        /** {@code managedClusters/listClusterUserCredential/action}: to download the kubeconfig of users. */
        USER_KUBECONFIG,
        /** {@code managedClusters/listClusterAdminCredential/action}: to download that of the local administrator. */
        ADMIN_KUBECONFIG,
        /** Data actions: something within a cluster that asks Azure RBAC. */
        DATA
    }

    private final String id;
    private final String title;
    private final List<Grant> grants;

    AzureRole(String id, String title, Grant... grants) {
        this.id = id;
        this.title = title;
        this.grants = Arrays.asList(grants);
    }

    public boolean grants(Grant grant) {
        return grants.contains(grant);
    }

    public String id() {
        return id;
    }

    /** Its name in the portal. */
    public String title() {
        return title;
    }

    /** The role of an id, of a full resource id that ends in it, or of a name; or null. */
    public static @Nullable AzureRole of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (AzureRole role : values()) {
            if (lower.contains(role.id) || lower.equals(role.title.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        return null;
    }
}
