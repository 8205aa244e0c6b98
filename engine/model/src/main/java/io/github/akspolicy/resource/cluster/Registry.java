package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.Set;

/** A container registry as Azure will see it. */
public final class Registry extends AzureResource {
    public static final ViewType<Registry> VIEW = new ViewType<>("registry", AzureResource.KINDS, Registry::of);

    private static final Set<AzureRole> PULLING =
            Set.of(AzureRole.ACR_PULL, AzureRole.ACR_PUSH, AzureRole.READER, AzureRole.CONTRIBUTOR, AzureRole.OWNER);
    private static final Set<AzureRole> PULLING_FROM_REPOSITORIES = Set.of(
            AzureRole.ACR_REPOSITORY_READER, AzureRole.ACR_REPOSITORY_WRITER, AzureRole.ACR_REPOSITORY_CONTRIBUTOR);

    private Registry(AzureResource resource) {
        super(resource.type(), resource.notation(), resource.name(), resource.root(), resource.top(), resource.body());
    }

    /**
     * The built-in roles that let somebody pull from it; none when its mode is known only at deployment. A registry in the
     * mode of repositories honours no role of the other mode
     * (articles/container-registry/container-registry-rbac-built-in-roles-overview and -rbac-abac-repository-permissions).
     */
    public Set<AzureRole> pullingRoles() {
        Setting mode = get(RegistryProperties.ROLE_ASSIGNMENT_MODE);
        return mode.unresolved() != null
                ? Set.of()
                : mode.is("AbacRepositoryPermissions") ? PULLING_FROM_REPOSITORIES : PULLING;
    }

    /** The role that allows to pull, and nothing else; the usual one when the mode is known only at deployment. */
    public AzureRole pullRole() {
        return pullingRoles().equals(PULLING_FROM_REPOSITORIES) ? AzureRole.ACR_REPOSITORY_READER : AzureRole.ACR_PULL;
    }

    /** The readings of a resource: one for a registry. */
    public static List<Registry> of(Resource resource) {
        return of(resource, AzureType.REGISTRY, Registry::new);
    }
}
