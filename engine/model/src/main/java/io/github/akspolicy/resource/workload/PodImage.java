package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An image that a pod makes its node pull: that of a container, or that of a volume of type {@code image} (Kubernetes 1.31). */
public final class PodImage implements ContainerScope<PodImage> {
    /** All images of a resource's pod. */
    public static final ViewType<PodImage> VIEW = new ViewType<>(
            "image",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream().flatMap(PodImage::of).toList());

    private static final Set<String> INJECTED = Set.of("istio-proxy", "istio-init", "istio-validation");

    private final @Nullable Container container;
    private final Field field;
    private final Field pullPolicy;
    private @Nullable Optional<ImageReference> reference;

    private PodImage(@Nullable Container container, Field field, Field pullPolicy) {
        this.container = container;
        this.field = field;
        this.pullPolicy = pullPolicy;
    }

    private static Stream<PodImage> of(Pod pod) {
        return Stream.concat(
                pod.containers().stream()
                        .filter(container -> !isInjected(container))
                        .map(container -> new PodImage(
                                container, container.image(), container.field().get("imagePullPolicy"))),
                pod.volumes().stream()
                        .map(volume -> volume.field().get("image"))
                        .filter(Field::isPresent)
                        .map(image -> new PodImage(null, image.get("reference"), image.get("pullPolicy"))));
    }

    /**
     * Whether Istio's webhook puts its own image in the place of this one: that of a container that its templates have, where
     * the image is {@code auto} (AutoImage in pkg/kube/inject/webhook.go of istio/istio). Where injection is off, the word is
     * what the kubelet pulls.
     */
    private static boolean isInjected(Container container) {
        Pod pod = container.pod();
        return container.image().written().equals("auto")
                && INJECTED.contains(container.name())
                && Stream.of(pod.labels(), pod.annotations())
                        .noneMatch(words ->
                                words.get("sidecar.istio.io/inject").textOr("").equals("false"));
    }

    /** The container, or null for a volume. */
    public @Nullable Container container() {
        return container;
    }

    /** The field that names the image. */
    public Field field() {
        return field;
    }

    /** The field that says when to pull. */
    public Field pullPolicy() {
        return pullPolicy;
    }

    /** All images of a pod. */
    public static List<PodImage> all(Pod pod) {
        return of(pod).toList();
    }

    @Override
    public @Nullable PodImage without(Predicate<Container> excluded) {
        return container != null && excluded.test(container) ? null : this;
    }

    /** What is written, or empty when the kubelet would refuse it. */
    public Optional<ImageReference> reference() {
        String image = field.stringOr("");
        Optional<ImageReference> known = reference;
        if (known == null) {
            known = container == null ? ImageReference.parse(image) : container.imageReference();
            reference = known;
        }
        return known;
    }

    /**
     * Whether what is written names a digest: no tag decides then what runs. A digest that is too short counts, too, since
     * the kubelet refuses it and runs nothing in its place.
     */
    public boolean isPinned() {
        return field.stringOr("").indexOf('@') > 0;
    }

    /**
     * The API server's default of the pull policy: {@code Always} for the tag latest, else {@code IfNotPresent}. Null
     * when what is written is neither a reference nor pinned.
     */
    public @Nullable String defaultPullPolicy() {
        return isPinned()
                ? "IfNotPresent"
                : reference()
                        .map(reference -> "latest".equals(reference.effectiveTag()) ? "Always" : "IfNotPresent")
                        .orElse(null);
    }
}
