package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a pod or pod template to judge the identity that it gets.
 *
 * @param kind the kind that carries the pod, such as {@code Deployment}
 * @param name that resource's name
 * @param serviceAccount the service account that the pod runs as
 * @param serviceAccountPlace the field that names it
 * @param useLabel the label {@value WorkloadIdentity#USE_LABEL} when it is a string, else null
 * @param useLabelIsNoString whether the label is written, but as a boolean or number, which the API server refuses
 * @param useLabelPlace where that label is, or would be
 * @param asksForToken whether an annotation or an environment variable of the pod says that its program uses workload
 *     identity
 * @param automount the pod's {@code automountServiceAccountToken}; null when unset
 * @param binding the annotation {@value WorkloadIdentity#USE_BINDING}, or null when it does not say true
 * @param presets the variables of {@link WorkloadIdentity#VARIABLES} that containers set themselves; mostly none
 * @param sources of a pod that carries the label: what {@code envFrom} of its containers takes variables from, as {@link
 *     DeclaredSecret#key} writes it
 * @param secretProviderClasses the classes of its Key Vault volumes
 */
public record PodIdentity(
        String kind,
        String name,
        NamespacedName serviceAccount,
        Place serviceAccountPlace,
        @Nullable String useLabel,
        boolean useLabelIsNoString,
        Place useLabelPlace,
        boolean asksForToken,
        @Nullable Boolean automount,
        @Nullable Place binding,
        List<Preset> presets,
        List<String> sources,
        List<NamespacedName> secretProviderClasses)
        implements Federation {
    /** Several indexes hold them. */
    private static final ViewType<PodIdentity> READ = new ViewType<>(
            "identity of a pod",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream().map(PodIdentity::of).toList());

    private static final Set<String> NAMES = Set.copyOf(WorkloadIdentity.VARIABLES);

    /**
     * A variable that a container sets although the webhook would inject it.
     *
     * @param name the variable
     * @param value its literal value; empty when it comes from elsewhere, by {@code valueFrom}
     * @param place the value, or else the variable
     * @param isInjectable whether the webhook looks into the container: it passes ephemeral ones over
     * @param later what the value is known of, where it is known only at deployment
     */
    public record Preset(
            String name,
            String value,
            Place place,
            boolean isInjectable,
            @Nullable Read later) {
        /** The value: who decides by it decides by what is known of it. */
        public String value() {
            UnresolvedReads.now(later);
            return value;
        }
    }

    /** The facts of a resource: one for each pod that it carries. */
    public static List<PodIdentity> of(Resource resource) {
        return READ.in(resource);
    }

    /** The pods that get a token by the webhook. */
    public static List<PodIdentity> labelled(Resource resource) {
        return of(resource).stream().filter(PodIdentity::isLabelled).toList();
    }

    /** The pods that use an identity binding; of others nothing is read but the annotation that says so. */
    public static List<PodIdentity> bound(Resource resource) {
        return Pod.VIEW.in(resource).stream().noneMatch(pod -> isTrue(binding(pod)))
                ? List.of()
                : of(resource).stream().filter(pod -> pod.binding() != null).toList();
    }

    private static Field binding(Pod pod) {
        return pod.annotations().get(WorkloadIdentity.USE_BINDING);
    }

    private static boolean isTrue(Field binding) {
        return "true".equalsIgnoreCase(binding.string());
    }

    private static PodIdentity of(Pod pod) {
        Resource resource = pod.resource();
        Field label = pod.labels().get(WorkloadIdentity.USE_LABEL);
        Field binding = binding(pod);
        List<Preset> presets = presets(pod);
        return new PodIdentity(
                resource.kind(),
                resource.name(),
                new NamespacedName(resource.namespace(), pod.serviceAccountName()),
                pod.serviceAccount().place(),
                label.string(),
                label.isPresent() && label.string() == null,
                label.place(),
                pod.annotations().fields().stream().anyMatch(WorkloadIdentity::isAnnotation)
                        || presets.stream()
                                .anyMatch(preset -> preset.name().equals(WorkloadIdentity.TOKEN_FILE_VARIABLE)),
                pod.spec().get("automountServiceAccountToken").bool(),
                isTrue(binding) ? binding.place() : null,
                presets,
                "true".equals(label.string()) ? sources(pod) : List.of(),
                pod.volumes().stream()
                        .filter(Volume::isSecretsStore)
                        .map(volume -> new NamespacedName(
                                resource.namespace(),
                                volume.csi()
                                        .at("volumeAttributes", "secretProviderClass")
                                        .stringOr("")))
                        .toList());
    }

    private static List<String> sources(Pod pod) {
        return pod.containers().stream()
                .flatMap(container -> container.field().get("envFrom").items().stream())
                .flatMap(from -> Stream.of("configMap", "secret")
                        .map(kind -> from.at(kind + "Ref", "name"))
                        .filter(Field::isPresent))
                .map(name -> DeclaredSecret.key(
                        name.path().toString().endsWith("secretRef.name") ? "Secret" : "ConfigMap",
                        new NamespacedName(pod.resource().namespace(), name.stringOr(""))))
                .distinct()
                .toList();
    }

    private static List<Preset> presets(Pod pod) {
        List<Preset> presets = List.of();
        for (Container container : pod.containers()) {
            for (EnvironmentVariable variable : container.variables()) {
                String name = variable.name();
                if (NAMES.contains(name)) {
                    presets = presets.isEmpty() ? new ArrayList<>() : presets;
                    Field value = variable.value();
                    presets.add(new Preset(
                            name,
                            value.isText() ? value.written() : "",
                            value.isPresent() ? value.place() : variable.field().place(),
                            container.type() != Container.Type.EPHEMERAL,
                            Read.toCome(value)));
                }
            }
        }
        return presets;
    }

    /** Whether the webhook looks at it. */
    public boolean isLabelled() {
        return "true".equals(useLabel);
    }

    /** Whether a container sets this variable. */
    public boolean presets(String variable) {
        return presets.stream().anyMatch(preset -> preset.name().equals(variable));
    }

    /** {@code Deployment order-service}, for messages. */
    public String words() {
        return kind + " " + name;
    }
}
