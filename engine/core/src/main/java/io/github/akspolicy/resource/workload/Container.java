package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A container of a pod, with the settings it inherits from the pod. */
public final class Container implements ContainerScope<Container> {
    /** All containers of a resource's pod, init and ephemeral ones too. */
    public static final ViewType<Container> VIEW = new ViewType<>(
            "container",
            resource -> Pod.VIEW.of().apply(resource).stream()
                    .flatMap(pod -> pod.containers().stream())
                    .toList());

    /** The three lists of a pod spec, in the order in which the Pod Security admission visits them. */
    public enum Type {
        INIT("initContainers", "init container"),
        REGULAR("containers", "container"),
        EPHEMERAL("ephemeralContainers", "ephemeral container");

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

    private final Pod pod;
    private final Type type;
    private final Field field;

    Container(Pod pod, Type type, Field field) {
        this.pod = pod;
        this.type = type;
        this.field = field;
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
        return field.get("name").stringOr("");
    }

    public Field image() {
        return field.get("image");
    }

    /** The container's own security context; what it inherits is asked with {@link #effectiveSecurity}. */
    public Field securityContext() {
        return field.get("securityContext");
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

    public Field env() {
        return field.get("env");
    }

    public List<Field> volumeMounts() {
        return field.get("volumeMounts").items();
    }

    /**
     * A security setting that exists on pod and container: the container's when it is not null, else the pod's. Absent
     * when both are; the place is then the container's.
     */
    public Field effectiveSecurity(String name) {
        Field own = securityContext().get(name);
        Field inherited = pod.securityContext().get(name);
        return own.isPresent() || !inherited.isPresent() ? own : inherited;
    }

    /** {@code container web}, for messages. */
    @Override
    public String toString() {
        return type.words() + " " + name();
    }
}
