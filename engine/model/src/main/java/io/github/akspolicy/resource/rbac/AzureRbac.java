package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.DataActions;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.RoleAssignments;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.identity.EntraDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Azure RBAC as a cluster asks it: by the role assignments of the input, on the cluster, on namespaces of it and on what it
 * lies in. Which data action a request needs is said by the webhook of the API server (kubeguard/guard,
 * authz/providers/azure/rbac/checkaccessreqhelper.go): a subresource other than pods/exec is that of its resource, and the
 * names of objects do not count.
 */
public final class AzureRbac implements OtherAuthorizer {
    /** Its name in answers. */
    public static final String NAME = "Azure RBAC";

    private static final AzureProperty ROLE_NAME = AzureProperty.arm("roleName").azurerm("name");
    private static final AzureProperty CONDITION =
            AzureProperty.arm("condition").azurerm("condition");
    private static final String SYSTEM = "system:";

    /**
     * What an assignment allows.
     *
     * @param principal as Kubernetes knows whom it is for
     * @param namespace the empty string for everywhere
     */
    private record Assigned(
            RoleAssignment assignment,
            String objectId,
            Principal principal,
            String namespace,
            String role,
            DataActions actions) {}

    /** An assignment as the reason of an answer. */
    private record Given(Assigned assigned, String action) implements Permission {
        @Override
        public String authorizer() {
            return NAME;
        }

        @Override
        public String namespace() {
            return assigned.namespace();
        }

        @Override
        public String givenBy() {
            return "role assignment " + assigned.assignment().resource().name();
        }

        @Override
        public String roleWords() {
            return assigned.role();
        }

        @Override
        public String ruleWords() {
            return action;
        }

        @Override
        public String words() {
            return givenBy() + " of " + assigned.role() + " to " + assigned.principal()
                    + (assigned.namespace().isEmpty() ? "" : " in " + assigned.namespace());
        }

        @Override
        public List<Evidence> evidence(String what) {
            Place role = assigned.assignment().roleSetting().place();
            return List.of(new Evidence(
                    assigned.assignment(),
                    role,
                    givenBy() + " gives " + assigned.principal() + " " + assigned.role() + ", which allows " + what));
        }
    }

    private final List<Assigned> assigned = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final Map<String, AzureResource> definitions;
    private final List<EntraDirectory> directories;

    private AzureRbac(
            ManagedCluster cluster,
            RoleAssignments assignments,
            Map<String, AzureResource> definitions,
            List<EntraDirectory> directories) {
        this.definitions = definitions;
        this.directories = directories;
        List<RoleAssignment> concerning = assignments.concerning(cluster);
        Setting isAsked = cluster.get(ClusterProperties.AZURE_RBAC);
        if (isAsked.unresolved() != null) {
            gaps.add("whether managedClusters " + cluster.name() + " asks Azure RBAC is known only at deployment");
        } else if (concerning.isEmpty()) {
            gaps.add(
                    "managedClusters " + cluster.name() + " asks Azure RBAC, and its role assignments are in no input");
        }
        concerning.forEach(this::add);
    }

    /**
     * The authorizers of clusters beside RBAC: one for each cluster that asks Azure RBAC.
     *
     * @param definitions roles that are not built in
     */
    public static List<OtherAuthorizer> of(
            List<ManagedCluster> clusters,
            RoleAssignments assignments,
            List<AzureResource> definitions,
            List<EntraDirectory> directories) {
        Map<String, AzureResource> byName = new HashMap<>();
        for (AzureResource definition : definitions) {
            Stream.concat(
                            definition.keys().words().stream(),
                            Stream.of(
                                    definition.name(), definition.get(ROLE_NAME).textOrEmpty()))
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), definition));
        }
        return clusters.stream()
                .filter(cluster -> {
                    Setting isAsked = cluster.get(ClusterProperties.AZURE_RBAC);
                    return isAsked.isTrue() || isAsked.unresolved() != null;
                })
                .map(cluster -> (OtherAuthorizer) new AzureRbac(cluster, assignments, byName, directories))
                .toList();
    }

    private void add(RoleAssignment assignment) {
        String name = "role assignment " + assignment.resource().name();
        AzureRole builtIn = assignment.role();
        AzureResource definition = builtIn == null ? definition(assignment) : null;
        DataActions actions =
                builtIn != null ? DataActions.of(builtIn) : definition == null ? null : DataActions.of(definition);
        if (actions == null) {
            gaps.add("what the role of " + name + " allows");
        } else if (actions.areSome()) {
            String role = builtIn != null ? builtIn.title() : title(definition, assignment);
            add(assignment, name, role, actions);
        }
    }

    private void add(RoleAssignment assignment, String name, String role, DataActions actions) {
        String objectId = assignment.principalText().toLowerCase(Locale.ROOT);
        String namespace = assignment.namespace();
        if (!EntraDirectory.isId(objectId)) {
            gaps.add("whom " + name + " is for");
        } else if (namespace.contains("⟨")) {
            gaps.add("in which namespace " + name + " holds");
        } else if (assignment.resource().get(CONDITION).isWritten()) {
            gaps.add("whether the condition of " + name + " is met");
        } else {
            Principal principal = principal(objectId, assignment.principalType());
            assigned.add(new Assigned(assignment, objectId, principal, namespace, role, actions));
        }
    }

    private static String title(@Nullable AzureResource definition, RoleAssignment assignment) {
        String title = definition == null ? "" : definition.get(ROLE_NAME).textOrEmpty();
        return title.isEmpty() ? assignment.roleId() : title;
    }

    /** By its id, its address or its title. */
    private @Nullable AzureResource definition(RoleAssignment assignment) {
        AzureResource meant =
                definitions.get(AzureKeys.word(assignment.roleSetting().field()));
        return meant != null ? meant : definitions.get(assignment.roleId().toLowerCase(Locale.ROOT));
    }

    /** A user of Entra ID is known to Kubernetes by the principal name where there is one, else by the object id. */
    private Principal principal(String objectId, String type) {
        for (EntraDirectory directory : directories) {
            EntraDirectory.Entry entry = directory.find(objectId);
            if (entry != null) {
                return switch (entry.type()) {
                    case GROUP -> Principal.group(objectId);
                    case SERVICE_PRINCIPAL -> Principal.user(objectId);
                    case USER -> Principal.user(entry.principalName());
                };
            }
        }
        return type.equalsIgnoreCase("User") || type.equalsIgnoreCase("ServicePrincipal")
                ? Principal.user(objectId)
                : Principal.group(objectId);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Names that begin with {@code system:} are none of Entra ID, service accounts among them. */
    @Override
    public boolean concerns(UserInfo user) {
        return isOfEntra(user);
    }

    /** Whether somebody may be known to Entra ID. */
    static boolean isOfEntra(UserInfo user) {
        return !user.name().startsWith(SYSTEM)
                && (!user.name().isEmpty() || user.groups().stream().anyMatch(group -> !group.startsWith(SYSTEM)));
    }

    @Override
    public Optional<Permission> permission(UserInfo user, AccessRequest request) {
        return assigned.stream()
                .filter(given -> given.principal().name().equals(user.name())
                        || given.objectId().equalsIgnoreCase(user.name())
                        || user.groups().stream().anyMatch(given.objectId()::equalsIgnoreCase))
                .flatMap(given -> given(given, request).stream())
                .findFirst();
    }

    @Override
    public List<Access.Holder> holders(AccessRequest request) {
        return assigned.stream()
                .flatMap(given -> given(given, request).stream()
                        .map(permission -> new Access.Holder(given.principal(), List.of(permission))))
                .toList();
    }

    private static Optional<Permission> given(Assigned given, AccessRequest request) {
        boolean isHere = given.namespace().isEmpty() || given.namespace().equalsIgnoreCase(request.namespace());
        String pattern = !isHere
                ? null
                : isAboutAll(request)
                        ? given.actions().allowingEverything()
                        : given.actions().allowing(action(request));
        return Optional.ofNullable(pattern).map(action -> new Given(given, action));
    }

    private static boolean isAboutAll(AccessRequest request) {
        return Stream.of(request.verb(), request.group(), request.resource()).anyMatch("*"::equals);
    }

    private static String action(AccessRequest request) {
        var action = new StringBuilder(DataActions.PREFIX);
        String path = request.path();
        if (path != null) {
            action.append(path.replaceFirst("^/+", ""));
        } else if (request.resource().equals("pods") && request.subresource().equals("exec")) {
            return action.append("pods/exec/action").toString();
        } else {
            action.append(request.group().isEmpty() ? "" : request.group() + '/')
                    .append(request.resource());
        }
        String verb = verb(request.verb());
        return action.append(verb.isEmpty() ? "" : "/" + verb).toString().toLowerCase(Locale.ROOT);
    }

    private static String verb(String verb) {
        return switch (verb) {
            case "get", "list", "watch" -> "read";
            case "create", "update", "patch" -> "write";
            case "delete", "deletecollection" -> "delete";
            case "bind", "escalate", "use", "impersonate" -> verb + "/action";
            default -> "";
        };
    }

    @Override
    public Set<String> namespaces() {
        return assigned.stream()
                .map(Assigned::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<String> missing() {
        return gaps.isEmpty() ? Optional.empty() : Optional.of(NAME + ": " + String.join("; ", gaps));
    }

    /** Assignments have object ids: of a user whose id is in no list of the tenant nothing is known. */
    @Override
    public Optional<String> missing(UserInfo user) {
        boolean isNamed = user.name().isEmpty()
                || EntraDirectory.isId(user.name())
                || directories.stream().anyMatch(directory -> directory.hasPrincipalName(user.name()));
        return isNamed ? missing() : Optional.of(NAME + ": the object id of " + user.name());
    }
}
