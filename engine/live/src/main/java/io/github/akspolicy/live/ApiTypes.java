package io.github.akspolicy.live;

import java.util.Set;

/**
 * What of k8s.io/api (1.36) decides how the API server writes an object back: which fields it drops when they are zero, and
 * which groups have Go types at all. The API server keeps custom resources as they were written, but operators that read them
 * into types of their own and write them back drop what is empty, so that its absence there says nothing.
 */
final class ApiTypes {
    /** Groups whose kinds are Go types; {@code gateway.networking.k8s.io} and others of that form are custom resources. */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    /**
     * Scalars that are pointers wherever their name occurs: {@code false}, 0 and the empty text are kept, so that their
     * absence means that somebody took them away. A name that is a pointer in one type and a value in another ({@code
     * readOnly}, {@code fsType}) is not among them.
     */
    private static final Set<String> POINTERS = Set.of(
            "activeDeadlineSeconds",
            "allocateLoadBalancerNodePorts",
            "allowPrivilegeEscalation",
            "allowVolumeExpansion",
            "appProtocol",
            "attachRequired",
            "automountServiceAccountToken",
            "averageUtilization",
            "backoffLimit",
            "backoffLimitPerIndex",
            "cachingMode",
            "completionMode",
            "completions",
            "defaultMode",
            "enableServiceLinks",
            "endPort",
            "expirationSeconds",
            "failedJobsHistoryLimit",
            "failurePolicy",
            "fsGroup",
            "fsGroupChangePolicy",
            "hostProcess",
            "hostUsers",
            "hostnameOverride",
            "immutable",
            "ingressClassName",
            "internalTrafficPolicy",
            "ipFamilyPolicy",
            "loadBalancerClass",
            "localhostProfile",
            "managedBy",
            "manualSelector",
            "matchPolicy",
            "maxFailedIndexes",
            "maxSurge",
            "maxUnavailable",
            "minAvailable",
            "minDomains",
            "minReplicas",
            "mode",
            "mountPropagation",
            "nodeAffinityPolicy",
            "nodeTaintsPolicy",
            "nominalConcurrencyShares",
            "optional",
            "parallelism",
            "parameterNotFoundAction",
            "pathType",
            "podInfoOnMount",
            "podReplacementPolicy",
            "preemptionPolicy",
            "priority",
            "privileged",
            "procMount",
            "progressDeadlineSeconds",
            "readOnlyRootFilesystem",
            "reclaimPolicy",
            "recursiveReadOnly",
            "replicas",
            "requiresRepublish",
            "revisionHistoryLimit",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "runAsUserName",
            "runtimeClassName",
            "scope",
            "selectPolicy",
            "setHostnameAsFQDN",
            "shareProcessNamespace",
            "sideEffects",
            "sizeLimit",
            "stabilizationWindowSeconds",
            "startingDeadlineSeconds",
            "storageCapacity",
            "storageClassName",
            "successfulJobsHistoryLimit",
            "supplementalGroupsPolicy",
            "suspend",
            "targetCPUUtilizationPercentage",
            "terminationGracePeriodSeconds",
            "timeZone",
            "tolerationSeconds",
            "trafficDistribution",
            "ttlSecondsAfterFinished",
            "unhealthyPodEvictionPolicy",
            "url",
            "volumeAttributesClassName",
            "volumeBindingMode",
            "volumeMode");

    /**
     * Mappings with keys of their own, which are dropped when they are empty. Every other mapping is a struct, and an empty one
     * is kept: {@code emptyDir: {}} and {@code podSelector: {}} say something.
     */
    private static final Set<String> MAPS = Set.of(
            "annotations",
            "binaryData",
            "capacity",
            "data",
            "default",
            "defaultRequest",
            "hard",
            "labels",
            "limits",
            "matchLabels",
            "max",
            "maxLimitRequestRatio",
            "min",
            "nodeSelector",
            "options",
            "overhead",
            "parameters",
            "podFixed",
            "requests",
            "selector",
            "stringData",
            "volumeAttributes");

    private ApiTypes() {}

    static boolean isBuiltIn(String group) {
        return BUILT_IN.contains(group);
    }

    static boolean keepsZero(String field) {
        return POINTERS.contains(field);
    }

    static boolean isMap(String field) {
        return MAPS.contains(field);
    }
}
