package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.ApiFields;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ServedApi;
import io.github.akspolicy.resource.Spelling;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The start of a policy in one sentence: the things that it is about. */
public final class Policies {
    private static final String RBAC = Role.API_GROUP;

    /** Groups of Kubernetes whose kinds are all stable. */
    private static final Set<String> COMPLETE = Set.of("", "apps", "autoscaling", "batch", "policy", RBAC);

    private static final List<String> WORKLOADS = List.of(
            "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob");

    private Policies() {}

    /** The objects that carry pods: Deployments, CronJobs, Pods themselves and all other such kinds. */
    public static Subjects<Resource> workloads() {
        return objects(
                "workloads",
                new ViewType<>(
                        "workload", resource -> resource.podTemplates().isEmpty() ? List.of() : List.of(resource)),
                ApiFields.ofAny(WORKLOADS));
    }

    /** The pods and pod templates; their fields begin at {@code metadata} and {@code spec} of the pod. */
    public static Subjects<Pod> pods() {
        return new Subjects<>("pods", Pod.VIEW, Pod::template, ApiFields.of("PodTemplateSpec"));
    }

    /** The containers of all pods, init and ephemeral ones too; their fields begin at the container. */
    public static Subjects<Container> containers() {
        return new Subjects<>("containers", Container.VIEW, Container::field, ApiFields.of("EphemeralContainer"));
    }

    /** The Services. */
    public static Subjects<Service> services() {
        return new Subjects<>(
                "services", Service.VIEW, service -> service.resource().root(), ApiFields.of("Service"));
    }

    /** Roles and ClusterRoles. */
    public static Subjects<Resource> roles() {
        return objects("roles", Resource.ofKinds("role", RBAC, "Role", "ClusterRole"), ApiFields.of("ClusterRole"));
    }

    /** RoleBindings and ClusterRoleBindings. */
    public static Subjects<Resource> bindings() {
        return objects(
                "bindings",
                Resource.ofKinds("binding", RBAC, "RoleBinding", "ClusterRoleBinding"),
                ApiFields.of("RoleBinding"));
    }

    /**
     * The AKS clusters that definitions of any notation make; ask for their settings with {@link
     * Conditions#haveSetting}, whatever the notation calls them.
     */
    public static Subjects<ManagedCluster> clusters() {
        return new Subjects<>("clusters", ManagedCluster.VIEW, ManagedCluster::root, ApiFields.any());
    }

    /** Every object. */
    public static Subjects<Resource> resources() {
        return objects("resources", ViewType.RESOURCE, ApiFields.any());
    }

    /**
     * The objects of one kind.
     *
     * @param group its API group, in any version; the empty string for the core group
     * @throws IllegalArgumentException when it is a group of Kubernetes that has no such kind
     */
    public static Subjects<Resource> resources(String group, String kind) {
        List<String> kinds = ServedApi.kinds(group);
        boolean isKnown = kinds.contains(kind);
        if (!isKnown && COMPLETE.contains(group)) {
            List<String> near = Spelling.nearest(kind, kinds);
            throw new IllegalArgumentException("the API group \"" + group + "\" has no kind \"" + kind + "\"; "
                    + (near.isEmpty() ? "kinds: " + String.join(", ", kinds) : Spelling.question(near)));
        }
        return objects(
                "objects of kind " + kind,
                Resource.ofKinds(kind, group, kind),
                isKnown && !group.equals("extensions") ? ApiFields.of(kind) : ApiFields.any());
    }

    /**
     * The values that charts are rendered with, in every release and environment, as the chart sees them. Charts that other
     * charts bring count, too, under each name they are used by.
     *
     * @param charts names of charts; {@code *} stands for any text. One without it must be there: a run in which no release
     *     has it is no pass.
     * @throws IllegalArgumentException when no chart is named
     */
    public static Subjects<Resource> valuesOf(String... charts) {
        List<String> names = List.of(charts);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a policy about values names charts; \"*\" means all");
        }
        Set<String> required =
                names.stream().filter(name -> name.indexOf('*') < 0).collect(Collectors.toSet());
        return objects(
                "values of chart " + String.join(" or ", names),
                new ViewType<>("values", Kinds.valuesOf(required, chart -> Glob.anyMatches(names, chart)), List::of),
                ApiFields.any());
    }

    /**
     * The readings of a view of one's own.
     *
     * @param plural the word for several of them
     * @param field the mapping that their fields begin at
     */
    public static <V> Subjects<V> of(String plural, ViewType<V> view, Function<V, Field> field) {
        return new Subjects<>(plural, view, field, ApiFields.any());
    }

    private static Subjects<Resource> objects(String plural, ViewType<Resource> view, ApiFields fields) {
        return new Subjects<>(plural, view, Resource::root, fields);
    }
}
