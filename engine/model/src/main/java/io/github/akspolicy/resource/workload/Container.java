package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A container of a pod, with the settings it inherits from the pod. */
public final class Container implements ContainerScope<Container> {
    /** All containers of a resource's pod, init and ephemeral ones too. */
    public static final ViewType<Container> VIEW = new ViewType<>(
            "container",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream()
                    .flatMap(pod -> pod.containers().stream())
                    .toList());

    /** The three lists of a pod spec, in the order in which the Pod Security admission visits them. */
    public enum Type {
        INIT("initContainers", "init container"),
        REGULAR("containers", "container"),
        EPHEMERAL("ephemeralContainers", "ephemeral container");

        static final List<Type> ALL = List.of(values());

        private final String field;
        private final String words;

        Type(String field, String words) {
            this.field = field;
            this.words = words;
        }

        /** The field of the pod spec. */
        public String field() {
            return field;
        }

        /** The words for messages. */
        public String words() {
            return words;
        }
    }

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    /** What a probe or hook does that may name a host. */
    private static final List<String> CALLS = List.of("httpGet", "tcpSocket");

    private final Pod pod;
    private final Type type;
    private final Field field;
    private final Field securityContext;
    private final Field resources;
    private @Nullable ContainerId id;
    private @Nullable List<EnvironmentVariable> variables;
    private @Nullable List<Field> calledHosts;
    private @Nullable Optional<ImageReference> imageReference;

    Container(Pod pod, Type type, Field field) {
        this.pod = pod;
        this.type = type;
        this.field = field;
        this.securityContext = field.get("securityContext");
        this.resources = field.get("resources");
    }

    @Override
    public @Nullable Container without(Predicate<Container> excluded) {
        return excluded.test(this) ? null : this;
    }

    public Pod pod() {
        return pod;
    }

    public Resource resource() {
        return pod.resource();
    }

    public Type type() {
        return type;
    }

    /** The container's own mapping. */
    public Field field() {
        return field;
    }

    public String name() {
        return field.get("name").written();
    }

    public Field image() {
        return field.get("image");
    }

    /** What {@link #image} names, or empty when the kubelet would refuse it. */
    public Optional<ImageReference> imageReference() {
        // read each time: whoever asks decides by it
        image().read();
        return writtenReference();
    }

    /** The same for who decides nothing by what is filled in later. */
    public Optional<ImageReference> writtenReference() {
        Optional<ImageReference> known = imageReference;
        if (known == null) {
            known = ImageReference.parse(image().written());
            imageReference = known;
        }
        return known;
    }

    /** What settings know it by. */
    public ContainerId id() {
        ContainerId known = id;
        if (known == null) {
            known = new ContainerId(name(), image().written());
            id = known;
        }
        return known;
    }

    /** The container's own security context; what it inherits is asked with {@link #effectiveSecurity}. */
    public Field securityContext() {
        return securityContext;
    }

    /** The container's own capabilities: the mapping with {@code add} and {@code drop}. Pods have none to inherit. */
    public Field capabilities() {
        return securityContext().get("capabilities");
    }

    /** Whether container or pod name a user to run as, and it is not 0. */
    public boolean runsAsNonZeroUser() {
        Long user = effectiveSecurity("runAsUser").integer();
        return user != null && user != 0;
    }

    /**
     * The ports of the node that the container binds: each {@code hostPort}, or the {@code containerPort} that the API
     * server makes one in a pod with {@code hostNetwork}. 0 is the same as unset.
     */
    public List<Field> hostPorts() {
        var bound = new ArrayList<Field>();
        for (Field port : field.get("ports").items()) {
            Field hostPort = port.get("hostPort");
            Field onNode =
                    isZero(hostPort) && pod.spec().get("hostNetwork").isTrue() ? port.get("containerPort") : hostPort;
            if (!isZero(onNode)) {
                bound.add(onNode);
            }
        }
        return bound;
    }

    private static boolean isZero(Field port) {
        Long number = port.integer();
        return !port.isPresent() || (number != null && number == 0);
    }

    /** The hosts that the kubelet calls in place of the pod: those that probes and hooks of {@code lifecycle} name. */
    public List<Field> calledHosts() {
        List<Field> known = calledHosts;
        if (known == null) {
            var hosts = new ArrayList<Field>(0);
            for (String probe : PROBES) {
                addHosts(field.get(probe), hosts);
            }
            Field lifecycle = field.get("lifecycle");
            addHosts(lifecycle.get("postStart"), hosts);
            addHosts(lifecycle.get("preStop"), hosts);
            known = List.copyOf(hosts);
            calledHosts = known;
        }
        return known;
    }

    private static void addHosts(Field handler, List<Field> hosts) {
        for (String action : CALLS) {
            Field host = handler.get(action).get("host");
            if (!host.textOr("").isEmpty()) {
                hosts.add(host);
            }
        }
    }

    public Field env() {
        return field.get("env");
    }

    /** The entries of {@link #env}. */
    public List<EnvironmentVariable> variables() {
        List<EnvironmentVariable> known = variables;
        if (known == null) {
            List<Field> items = env().items();
            known = items.isEmpty()
                    ? List.of()
                    : items.stream().map(EnvironmentVariable::of).toList();
            variables = known;
        }
        return known;
    }

    /** Whether it keeps running beside the containers: an init container that is restarted always. */
    public boolean isSidecar() {
        return type == Type.INIT && "Always".equals(field.get("restartPolicy").string());
    }

    /**
     * The limit of a resource such as {@code cpu}: the container's own, else the one that the pod sets for all its
     * containers. Absent at the container when there is neither.
     */
    public Field limit(String resource) {
        return own("limits", resource).or(() -> ofPod("limits", resource));
    }

    /**
     * The request of a resource such as {@code cpu}, with the API server's default: a container that sets only the limit
     * requests as much. Absent at the container when there is none.
     */
    public Field request(String resource) {
        return own("requests", resource)
                .or(() -> own("limits", resource))
                .or(() -> ofPod("requests", resource))
                .or(() -> ofPod("limits", resource));
    }

    private Field own(String list, String resource) {
        return resources.get(list).get(resource);
    }

    private Field ofPod(String list, String resource) {
        return pod.resources().get(list).get(resource);
    }

    public List<Field> volumeMounts() {
        return field.get("volumeMounts").items();
    }

    /**
     * A security setting that exists on pod and container: the container's when it is not null, else the pod's. Absent
     * when both are; the place is then the container's, and the pod's would do as well.
     */
    public Field effectiveSecurity(String... path) {
        Field own = securityContext().at(path);
        if (own.isPresent()) {
            return own;
        }
        Field shared = pod.securityContext().at(path);
        return shared.isPresent() ? shared : own.substitutedBy(List.of(shared));
    }

    /** {@code container web}, for messages. */
    @Override
    public String toString() {
        return type.words() + " " + name();
    }
}
