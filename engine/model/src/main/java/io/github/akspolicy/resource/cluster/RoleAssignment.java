package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A role of Azure that somebody has on a scope. */
public final class RoleAssignment {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Ids, addresses of Terraform and expressions of templates that mean what resources lie in. */
    private static final Pattern ABOVE = Pattern.compile("/|(.*/)?subscriptions/[^/]*|(.*/)?resourcegroups/[^/]*"
            + "|(.*/)?managementgroups/.*"
            + "|(.*[⟨.])?azurerm_(resource_group|subscription|management_group)[.].*"
            + "|⟨?(resourcegroup|subscription|managementgroup)\\(.*");

    /** The identity of a cluster itself: {@code azurerm_kubernetes_cluster.a.identity}, {@code reference(…).identity}. */
    private static final Pattern CONTROL_PLANE = Pattern.compile(
            "(kubernetes_(automatic_)?cluster\\.|managedclusters).*\\.identity(\\[\\d+])?\\.principal_?id");

    private static final AzureProperty ROLE = AzureProperty.arm("roleDefinitionId | roleDefinitionName")
            .aso("roleDefinitionReference.wellKnownName | roleDefinitionReference.armId")
            .azurerm("role_definition_name | role_definition_id");
    private static final AzureProperty PRINCIPAL = AzureProperty.arm("principalId")
            .aso("principalId | principalIdFromConfig.name")
            .azurerm("principal_id");
    private static final AzureProperty PRINCIPAL_TYPE =
            AzureProperty.arm("principalType").azurerm("principal_type");
    private static final AzureProperty CONDITION =
            AzureProperty.arm("condition").azurerm("condition");
    private static final AzureProperty SCOPE =
            AzureProperty.arm("/scope").aso("owner").azurerm("scope");

    private final AzureResource resource;
    private @Nullable String scopeWord;

    private RoleAssignment(AzureResource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for an assignment. */
    public static List<RoleAssignment> of(Resource resource) {
        return AzureResource.of(resource, AzureType.ROLE_ASSIGNMENT, RoleAssignment::new);
    }

    public AzureResource resource() {
        return resource;
    }

    public Setting roleSetting() {
        return resource.get(ROLE);
    }

    public Setting principal() {
        return resource.get(PRINCIPAL);
    }

    /** {@code User}, {@code Group}, {@code ServicePrincipal}; empty when it is not said. */
    public String principalType() {
        return resource.get(PRINCIPAL_TYPE).textOrEmpty();
    }

    /** What limits it: of a role that gives roles, which ones it may give to whom. */
    public Setting condition() {
        return resource.get(CONDITION);
    }

    public Setting scope() {
        return resource.get(SCOPE);
    }

    /** The built-in role, or null when it is another one or known only at deployment. */
    public @Nullable AzureRole role() {
        return AzureRole.of(roleText());
    }

    /** Whether its role is one of these. */
    public boolean isOneOf(Set<AzureRole> roles) {
        AzureRole role = role();
        return role != null && roles.contains(role);
    }

    /** The id of the role in lower case, else what is written. */
    public String roleId() {
        AzureRole role = role();
        if (role != null) {
            return role.id();
        }
        Matcher guid = GUID.matcher(roleText());
        String last = roleText();
        while (guid.find()) {
            last = guid.group().toLowerCase(Locale.ROOT);
        }
        return last;
    }

    private String roleText() {
        Setting role = roleSetting();
        Unresolved unresolved = role.unresolvedInTemplate();
        return unresolved == null ? role.textOrEmpty() : unresolved.partial();
    }

    /** The principal as text: an object id, or the expression that makes it. */
    public String principalText() {
        Setting principal = principal();
        Unresolved unresolved = principal.unresolvedInTemplate();
        return unresolved == null ? principal.textOrEmpty() : unresolved.partial();
    }

    /**
     * Whether nodes may be those that it is for: they pull as the kubelet identity of their cluster. A user is none, and the
     * identity of the control plane, which is often taken for it, is another one (articles/aks/managed-identity-overview).
     */
    public boolean isPerhapsForNodes() {
        return !principalType().equalsIgnoreCase("User")
                && !CONTROL_PLANE
                        .matcher(principalText().toLowerCase(Locale.ROOT))
                        .find();
    }

    /** Whether its principal is by its expression or name the kubelet identity of a cluster. */
    public boolean isForKubelet() {
        return principalText().toLowerCase(Locale.ROOT).contains("kubelet");
    }

    /** What its scope comes down to, as {@link AzureKeys#word}; empty when it is not written. */
    public String scopeWord() {
        String known = scopeWord;
        if (known == null) {
            Setting scope = scope();
            known = scope.isWritten() ? AzureKeys.word(scope.field()) : "";
            scopeWord = known;
        }
        return known;
    }

    /** Whether its scope is a resource group, subscription or management group, with all that is in it. */
    public boolean isAbove() {
        Setting scope = scope();
        if (!scope.isWritten()) {
            // the scope of the deployment
            return resource.notation().isTemplate();
        }
        return ABOVE.matcher(scopeWord()).matches();
    }

    /**
     * The namespace at the end of its scope, of the cluster ({@code /namespaces/store}) or managed by Azure
     * ({@code /managedNamespaces/store}, articles/aks/managed-namespaces.md); empty when the scope is not a namespace.
     */
    public String namespace() {
        Field field = scope().field();
        String word = scope().isWritten() ? AzureKeys.word(field) : "";
        return Stream.of("/namespaces/", "/managednamespaces/")
                .filter(word::contains)
                .map(segment -> word.substring(word.lastIndexOf(segment) + segment.length()))
                .findFirst()
                .orElse("");
    }
}
