package io.github.akspolicy.policies.workload;

import io.github.akspolicy.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An API version that Kubernetes no longer serves (kubernetes.io, "Deprecated API Migration Guide").
 *
 * @param removedIn the minor version of Kubernetes 1 that is the first without it
 * @param replacement what to use instead; empty when there is nothing
 */
record RemovedApi(int removedIn, String replacement) {
    /** Minor version, API version, kinds, replacement. */
    private static final List<String> TABLE = List.of(
            "16 extensions/v1beta1 Deployment,DaemonSet,ReplicaSet apps/v1",
            "16 extensions/v1beta1 NetworkPolicy networking.k8s.io/v1",
            "16 extensions/v1beta1 PodSecurityPolicy ",
            "16 apps/v1beta1 Deployment,StatefulSet,ReplicaSet,ControllerRevision apps/v1",
            "16 apps/v1beta2 Deployment,StatefulSet,DaemonSet,ReplicaSet,ControllerRevision apps/v1",
            "22 extensions/v1beta1 Ingress networking.k8s.io/v1",
            "22 networking.k8s.io/v1beta1 Ingress,IngressClass networking.k8s.io/v1",
            "22 admissionregistration.k8s.io/v1beta1"
                    + " MutatingWebhookConfiguration,ValidatingWebhookConfiguration admissionregistration.k8s.io/v1",
            "22 apiextensions.k8s.io/v1beta1 CustomResourceDefinition apiextensions.k8s.io/v1",
            "22 apiregistration.k8s.io/v1beta1 APIService apiregistration.k8s.io/v1",
            "22 authentication.k8s.io/v1beta1 TokenReview authentication.k8s.io/v1",
            "22 authorization.k8s.io/v1beta1"
                    + " LocalSubjectAccessReview,SelfSubjectAccessReview,SelfSubjectRulesReview,SubjectAccessReview"
                    + " authorization.k8s.io/v1",
            "22 certificates.k8s.io/v1beta1 CertificateSigningRequest certificates.k8s.io/v1",
            "22 coordination.k8s.io/v1beta1 Lease coordination.k8s.io/v1",
            "22 rbac.authorization.k8s.io/v1beta1 ClusterRole,ClusterRoleBinding,Role,RoleBinding"
                    + " rbac.authorization.k8s.io/v1",
            "22 rbac.authorization.k8s.io/v1alpha1 ClusterRole,ClusterRoleBinding,Role,RoleBinding"
                    + " rbac.authorization.k8s.io/v1",
            "22 scheduling.k8s.io/v1beta1 PriorityClass scheduling.k8s.io/v1",
            "22 storage.k8s.io/v1beta1 CSIDriver,CSINode,StorageClass,VolumeAttachment storage.k8s.io/v1",
            "25 batch/v1beta1 CronJob batch/v1",
            "25 discovery.k8s.io/v1beta1 EndpointSlice discovery.k8s.io/v1",
            "25 events.k8s.io/v1beta1 Event events.k8s.io/v1",
            "25 autoscaling/v2beta1 HorizontalPodAutoscaler autoscaling/v2",
            "25 policy/v1beta1 PodDisruptionBudget policy/v1",
            "25 policy/v1beta1 PodSecurityPolicy ",
            "25 node.k8s.io/v1beta1 RuntimeClass node.k8s.io/v1",
            "26 autoscaling/v2beta2 HorizontalPodAutoscaler autoscaling/v2",
            "26 flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema,PriorityLevelConfiguration"
                    + " flowcontrol.apiserver.k8s.io/v1",
            "27 storage.k8s.io/v1beta1 CSIStorageCapacity storage.k8s.io/v1",
            "29 flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema,PriorityLevelConfiguration"
                    + " flowcontrol.apiserver.k8s.io/v1",
            "32 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema,PriorityLevelConfiguration"
                    + " flowcontrol.apiserver.k8s.io/v1");

    private static final Map<String, RemovedApi> BY_API = TABLE.stream()
            .map(row -> row.split(" ", -1))
            .flatMap(row -> Stream.of(row[2].split(","))
                    .map(kind -> Map.entry(row[1] + " " + kind, new RemovedApi(Integer.parseInt(row[0]), row[3]))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    static Optional<RemovedApi> of(ResourceId resource) {
        return Optional.ofNullable(BY_API.get(resource.apiVersion() + " " + resource.kind()));
    }
}
