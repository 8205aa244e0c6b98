package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a workload: a Pod itself or the pod template of a controller, with the API server's defaulting. One view
 * for all pod-bearing kinds, so that a policy never asks which kind it sees.
 */
public final class Pod implements ContainerScope<Pod> {
    /** The pods of a resource: mostly one for a Pod or controller, none for other kinds. */
    public static final ViewType<Pod> VIEW = new ViewType<>("pod", Kinds.PODS, Pod::of);

    private final Resource resource;
    private final Field template;
    private final Predicate<Container> excluded;
    private final Field spec;
    private final List<Container> containers;
    private final Field securityContext;
    private final Field resources;
    private final boolean isWindows;
    private final boolean selectsWindowsNodes;
    private @Nullable List<Volume> volumes;
    private @Nullable List<ContainerId> containerIds;
    private @Nullable Set<String> securityNames;

    private Pod(Resource resource, Field template, Predicate<Container> excluded) {
        this.resource = resource;
        this.template = template;
        this.excluded = excluded;
        // a place that a configuration names may hold the specification alone
        this.spec = template.get("containers").isPresent() ? template : template.get("spec");
        this.securityContext = spec.get("securityContext");
        this.resources = spec.get("resources");
        this.isWindows = "windows".equals(spec.at("os", "name").string());
        this.selectsWindowsNodes =
                "windows".equals(spec.at("nodeSelector", "kubernetes.io/os").string());
        var list = new ArrayList<Container>();
        for (Container.Type type : Container.Type.ALL) {
            for (Field item : spec.get(type.field()).items()) {
                var container = new Container(this, type, item);
                if (!excluded.test(container)) {
                    list.add(container);
                }
            }
        }
        this.containers = List.copyOf(list);
    }

    private static List<Pod> of(Resource resource) {
        var pods = new ArrayList<Pod>(1);
        for (Field template : resource.podTemplates()) {
            pods.add(new Pod(resource, template, container -> false));
        }
        return pods;
    }

    @Override
    public Pod without(Predicate<Container> more) {
        return new Pod(resource, template, excluded.or(more));
    }

    public Resource resource() {
        return resource;
    }

    /** The pod or pod template: the mapping with the pod's {@code metadata} and {@code spec}. */
    public Field template() {
        return template;
    }

    /** The pod spec. */
    public Field spec() {
        return spec;
    }

    /** The pod-level security context. */
    public Field securityContext() {
        return securityContext;
    }

    /** Init containers, then containers, then ephemeral containers: all that the Pod Security admission visits. */
    public List<Container> containers() {
        return containers;
    }

    /** What settings know the containers by, for facts that outlive the document. */
    public List<ContainerId> containerIds() {
        List<ContainerId> known = containerIds;
        if (known == null) {
            known = containers.stream().map(Container::id).toList();
            containerIds = known;
        }
        return known;
    }

    /** The requests and limits of all containers together: the mapping with {@code requests} and {@code limits}. */
    Field resources() {
        return resources;
    }

    /**
     * Every value that is given to a security setting that pod and containers share: the pod's, then the containers'
     * own.
     */
    public List<Field> securitySettings(String name) {
        if (!mayHaveSecurity(name)) {
            return List.of();
        }
        var settings = new ArrayList<Field>();
        addPresent(securityContext.get(name), settings);
        for (Container container : containers) {
            addPresent(container.securityContext().get(name), settings);
        }
        return settings;
    }

    /** Whether the security context of pod or of a container says anything of a setting: most say nothing of most. */
    public boolean mayHaveSecurity(String name) {
        Set<String> known = securityNames;
        if (known == null) {
            known = new HashSet<>();
            addNames(securityContext, known);
            for (Container container : containers) {
                addNames(container.securityContext(), known);
            }
            securityNames = known;
        }
        return known.contains(name);
    }

    private static void addNames(Field context, Set<String> names) {
        for (Field setting : context.fields()) {
            names.add(setting.key());
        }
    }

    /** Those of {@link #securitySettings} that are in effect for a container: the pod's counts when one inherits it. */
    public List<Field> securityInEffect(String name) {
        Field shared = securityContext.get(name);
        boolean isInherited = containers.stream()
                .anyMatch(container -> !container.securityContext().get(name).isPresent());
        List<Field> settings = securitySettings(name);
        return shared.isPresent() && !isInherited ? settings.subList(1, settings.size()) : settings;
    }

    private static void addPresent(Field field, List<Field> fields) {
        if (field.isPresent()) {
            fields.add(field);
        }
    }

    /**
     * Where such a setting is missing: on the pod when no container has a value of its own, else on each container
     * without. Empty when every container has a value or inherits one. A gap of the pod goes as well when each container gets a
     * value, that of a container when the pod does.
     */
    public List<Field> securityGaps(String name) {
        var gaps = new ArrayList<Field>();
        for (Container container : containers) {
            Field setting = container.effectiveSecurity(name);
            if (!setting.isPresent()) {
                gaps.add(setting);
            }
        }
        return !gaps.isEmpty() && gaps.size() == containers.size()
                ? List.of(securityContext.get(name).substitutedBy(gaps))
                : gaps;
    }

    /** The names of the sysctls that the pod sets. */
    public List<Field> sysctls() {
        List<Field> sysctls = securityContext.get("sysctls").items();
        return sysctls.isEmpty()
                ? List.of()
                : sysctls.stream().map(sysctl -> sysctl.get("name")).toList();
    }

    /** Whether the pod spec has a container of this name that {@link #without} took out of this view. */
    public boolean isExcluded(String containerName) {
        return containers.stream().noneMatch(container -> container.name().equals(containerName))
                && Container.Type.ALL.stream()
                        .flatMap(type -> spec.get(type.field()).items().stream())
                        .anyMatch(item -> containerName.equals(item.get("name").written()));
    }

    /** Whether {@link #without} has left nothing of the pod's containers. */
    public boolean isWhollyExcluded() {
        return containers.isEmpty()
                && Container.Type.ALL.stream()
                        .anyMatch(type -> !spec.get(type.field()).items().isEmpty());
    }

    /**
     * The values of such a setting that are in effect for the containers, each once: a value of the pod that every
     * container overrides is none of them.
     */
    public List<Field> effectiveSecurity(String name) {
        // a field is one object, however often it is asked for
        var inEffect = new ArrayList<Field>();
        for (Container container : containers) {
            Field value = container.effectiveSecurity(name);
            if (value.isPresent() && !inEffect.contains(value)) {
                inEffect.add(value);
            }
        }
        return inEffect;
    }

    /** The volumes of the pod. */
    public List<Volume> volumes() {
        List<Volume> known = volumes;
        if (known == null) {
            List<Field> items = spec.get("volumes").items();
            known = items.isEmpty()
                    ? List.of()
                    : items.stream().map(field -> new Volume(this, field)).toList();
            volumes = known;
        }
        return known;
    }

    /** Whether its containers run to an end and are not restarted after success: the pods of jobs. */
    public boolean runsToCompletion() {
        return switch (resource.kind()) {
            case "Job", "CronJob", "ScaledJob", "JobSet" -> true;
            case "Pod" ->
                controllers()
                        .anyMatch(owner -> owner.get("kind").stringOr("").equals("Job")
                                && owner.get("apiVersion").stringOr("").startsWith("batch/"));
            default -> false;
        };
    }

    /** Whether its controller keeps a number of replicas running. */
    public boolean isReplicated() {
        return switch (resource.kind()) {
            case "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout" -> true;
            // a kind of others that counts replicas has them
            default -> resource.root().at("spec", "replicas").isPresent();
        };
    }

    /**
     * Whether the pod stands alone in the manifests: a Pod, not the template of a controller, and none that names its controller. Any
     * other owner takes the pod away with itself, and puts no other in its place.
     */
    public boolean isNaked() {
        return resource.is("", "Pod") && controllers().findAny().isEmpty();
    }

    /** Whether the pod stands in a template of its controller, or names any owner. */
    public boolean hasOwner() {
        return !resource.is("", "Pod") || !owners().isEmpty();
    }

    private Stream<Field> controllers() {
        return owners().stream().filter(owner -> owner.get("controller").isTrue());
    }

    private List<Field> owners() {
        return resource.root().at("metadata", "ownerReferences").items();
    }

    /** The labels of the pod itself, not of its controller. */
    public Field labels() {
        return template.at("metadata", "labels");
    }

    /** The annotations of the pod itself, not of its controller. */
    public Field annotations() {
        return template.at("metadata", "annotations");
    }

    /** The field that names the service account: {@code serviceAccountName}, or its deprecated alias when only that is set. */
    public Field serviceAccount() {
        Field name = spec.get("serviceAccountName");
        return name.stringOr("").isEmpty() && spec.get("serviceAccount").isPresent()
                ? spec.get("serviceAccount")
                : name;
    }

    /** The name of the service account that the pod runs as; {@code default} when none is set. */
    public String serviceAccountName() {
        String name = serviceAccount().stringOr("");
        return name.isEmpty() ? "default" : name;
    }

    /**
     * Whether the pod declares Windows as its operating system in {@code spec.os.name}: what the Pod Security admission
     * reads (kubernetes/pod-security-admission, {@code policy/check_*}: exempt from 1.25 on).
     */
    public boolean isWindows() {
        return isWindows;
    }

    /** Whether the pod's node selector demands Windows nodes: what Azure Policy takes for a Windows pod. */
    public boolean selectsWindowsNodes() {
        return selectsWindowsNodes;
    }

    /** Whether the pod runs on Windows, by whatever it says so. */
    public boolean isOnWindows() {
        return isWindows() || selectsWindowsNodes();
    }

    /**
     * Whether the pod has a user namespace of its own, so that its root is nobody on the node ({@code spec.hostUsers:
     * false}).
     */
    public boolean hasUserNamespace() {
        return spec.get("hostUsers").isFalse();
    }
}
