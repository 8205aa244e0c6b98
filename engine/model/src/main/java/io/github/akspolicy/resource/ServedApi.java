package io.github.akspolicy.resource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of an API version that the API server of Kubernetes serves, or served, unless somebody turns it off. Beta versions
 * that were made since 1.24 and alpha versions are off by default and not listed. Sources: the life cycles in
 * kubernetes/api ({@code zz_generated.prerelease-lifecycle.go}, 2026-07), the list of enabled versions in
 * kubernetes/kubernetes ({@code pkg/controlplane/instance.go}), the "Deprecated API Migration Guide" of kubernetes.io.
 *
 * @param apiVersion such as {@code apps/v1}
 * @param kind such as {@code Deployment}
 * @param since the first minor version of Kubernetes 1 that serves it
 * @param removedIn the first that serves it no more; 0 while none is known
 */
public record ServedApi(String apiVersion, String kind, int since, int removedIn) {
    /** The newest minor version of Kubernetes 1 that the table knows. */
    public static final int NEWEST = 37;

    private static final Pattern STABLE = Pattern.compile("v[0-9]+");

    /** API version, since, removed in, kinds. Stable versions of a group stand after its others. */
    private static final String TABLE = """
            v1 0 0 Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
            v1 0 0 PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount
            admissionregistration.k8s.io/v1beta1 9 22 MutatingWebhookConfiguration ValidatingWebhookConfiguration
            admissionregistration.k8s.io/v1 16 0 MutatingWebhookConfiguration ValidatingWebhookConfiguration
            admissionregistration.k8s.io/v1 30 0 ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
            admissionregistration.k8s.io/v1 36 0 MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
            apiextensions.k8s.io/v1beta1 7 22 CustomResourceDefinition
            apiextensions.k8s.io/v1 16 0 CustomResourceDefinition
            apiregistration.k8s.io/v1beta1 7 22 APIService
            apiregistration.k8s.io/v1 10 0 APIService
            extensions/v1beta1 1 16 Deployment DaemonSet ReplicaSet NetworkPolicy PodSecurityPolicy
            extensions/v1beta1 1 22 Ingress
            apps/v1beta1 5 16 Deployment StatefulSet ReplicaSet ControllerRevision
            apps/v1beta2 8 16 Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision
            apps/v1 9 0 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
            authentication.k8s.io/v1beta1 4 22 TokenReview
            authentication.k8s.io/v1 6 0 TokenReview
            authentication.k8s.io/v1 10 0 TokenRequest
            authentication.k8s.io/v1 28 0 SelfSubjectReview
            authorization.k8s.io/v1beta1 2 22 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview
            authorization.k8s.io/v1beta1 2 22 SubjectAccessReview
            authorization.k8s.io/v1 6 0 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview
            authorization.k8s.io/v1 6 0 SubjectAccessReview
            autoscaling/v2beta1 8 25 HorizontalPodAutoscaler
            autoscaling/v2beta2 12 26 HorizontalPodAutoscaler
            autoscaling/v1 2 0 HorizontalPodAutoscaler Scale
            autoscaling/v2 23 0 HorizontalPodAutoscaler
            batch/v1beta1 8 25 CronJob
            batch/v1 2 0 Job
            batch/v1 21 0 CronJob
            certificates.k8s.io/v1beta1 12 22 CertificateSigningRequest
            certificates.k8s.io/v1 19 0 CertificateSigningRequest
            certificates.k8s.io/v1 37 0 ClusterTrustBundle PodCertificateRequest
            coordination.k8s.io/v1beta1 12 22 Lease
            coordination.k8s.io/v1 14 0 Lease
            discovery.k8s.io/v1beta1 16 25 EndpointSlice
            discovery.k8s.io/v1 21 0 EndpointSlice
            events.k8s.io/v1beta1 8 25 Event
            events.k8s.io/v1 19 0 Event
            flowcontrol.apiserver.k8s.io/v1beta1 20 26 FlowSchema PriorityLevelConfiguration
            flowcontrol.apiserver.k8s.io/v1beta2 23 29 FlowSchema PriorityLevelConfiguration
            flowcontrol.apiserver.k8s.io/v1beta3 26 32 FlowSchema PriorityLevelConfiguration
            flowcontrol.apiserver.k8s.io/v1 29 0 FlowSchema PriorityLevelConfiguration
            networking.k8s.io/v1beta1 14 22 Ingress
            networking.k8s.io/v1beta1 18 22 IngressClass
            networking.k8s.io/v1 7 0 NetworkPolicy
            networking.k8s.io/v1 19 0 Ingress IngressClass
            networking.k8s.io/v1 33 0 IPAddress ServiceCIDR
            node.k8s.io/v1beta1 13 25 RuntimeClass
            node.k8s.io/v1 20 0 RuntimeClass
            policy/v1beta1 5 25 PodDisruptionBudget
            policy/v1beta1 10 25 PodSecurityPolicy
            policy/v1 21 0 PodDisruptionBudget
            policy/v1 22 0 Eviction
            rbac.authorization.k8s.io/v1alpha1 5 22 ClusterRole ClusterRoleBinding Role RoleBinding
            rbac.authorization.k8s.io/v1beta1 6 22 ClusterRole ClusterRoleBinding Role RoleBinding
            rbac.authorization.k8s.io/v1 8 0 ClusterRole ClusterRoleBinding Role RoleBinding
            resource.k8s.io/v1 34 0 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
            resource.k8s.io/v1 37 0 DeviceTaintRule
            scheduling.k8s.io/v1beta1 11 22 PriorityClass
            scheduling.k8s.io/v1 14 0 PriorityClass
            storage.k8s.io/v1beta1 4 22 StorageClass
            storage.k8s.io/v1beta1 10 22 VolumeAttachment
            storage.k8s.io/v1beta1 14 22 CSIDriver CSINode
            storage.k8s.io/v1beta1 21 27 CSIStorageCapacity
            storage.k8s.io/v1 6 0 StorageClass
            storage.k8s.io/v1 13 0 VolumeAttachment
            storage.k8s.io/v1 17 0 CSINode
            storage.k8s.io/v1 18 0 CSIDriver
            storage.k8s.io/v1 24 0 CSIStorageCapacity
            storage.k8s.io/v1 34 0 VolumeAttributesClass
            storagemigration.k8s.io/v1 37 0 StorageVersionMigration
            """;

    private static final List<ServedApi> ALL =
            TABLE.lines().flatMap(ServedApi::row).toList();

    private static final Map<String, ServedApi> BY_API = byApi();

    private static Stream<ServedApi> row(String row) {
        String[] words = row.split(" ");
        return Arrays.stream(words, 3, words.length)
                .map(kind -> new ServedApi(words[0], kind, Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    }

    private static Map<String, ServedApi> byApi() {
        var all = new LinkedHashMap<String, ServedApi>();
        ALL.forEach(api -> all.put(api.apiVersion + " " + api.kind, api));
        return all;
    }

    /** The kinds of one of Kubernetes' own groups, in any version; empty when it is no such group. */
    public static List<String> kinds(String group) {
        return ALL.stream()
                .filter(api -> group(api.apiVersion).equals(group))
                .map(ServedApi::kind)
                .distinct()
                .toList();
    }

    /** Empty when Kubernetes itself never served it, or not by default. */
    public static Optional<ServedApi> of(String apiVersion, String kind) {
        return Optional.ofNullable(BY_API.get(apiVersion + " " + kind));
    }

    /**
     * What the API server of {@code 1.minor} serves, alpha versions left out.
     *
     * @param minor a newer one than {@link #NEWEST} counts as that
     */
    public static List<ServedApi> of(int minor) {
        int known = Math.min(minor, NEWEST);
        return ALL.stream()
                .filter(api -> api.isServedBy(known) && !api.version().contains("alpha"))
                .toList();
    }

    /**
     * Whether it is a stable version of one of Kubernetes' own groups, but one that no Kubernetes serves, or without such a
     * kind. Of alpha and beta versions this cannot be said: a cluster may turn them on. Neither of lists, which the API
     * server answers and takes from nobody.
     */
    public static boolean isServedByNone(String apiVersion, String kind) {
        return STABLE.matcher(version(apiVersion)).matches()
                && !kind.endsWith("List")
                // a kubeconfig: a file of clients
                && !(apiVersion.equals("v1") && kind.equals("Config"))
                && of(apiVersion, kind).isEmpty()
                && ALL.stream().anyMatch(api -> group(api.apiVersion).equals(group(apiVersion)));
    }

    /** The newest API version of the kind that is not removed: of the same group, if there is one. */
    public static Optional<String> current(String apiVersion, String kind) {
        Comparator<ServedApi> byGroup =
                Comparator.comparing(api -> group(api.apiVersion).equals(group(apiVersion)));
        // the last one in the table wins: maximum by group, and later ones win among equals
        return ALL.stream()
                .filter(api -> api.kind.equals(kind) && api.removedIn == 0)
                .reduce((one, other) -> byGroup.compare(one, other) > 0 ? one : other)
                .map(ServedApi::apiVersion);
    }

    /** Whether the API server of {@code 1.minor} serves it. */
    public boolean isServedBy(int minor) {
        return since <= minor && (removedIn == 0 || minor < removedIn);
    }

    private String version() {
        return version(apiVersion);
    }

    private static String version(String apiVersion) {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    private static String group(String apiVersion) {
        return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    }
}
