package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;

/**
 * What the Pod Security admission will see of a pod or pod template.
 *
 * @param namespace the effective namespace; empty when it is unknown
 * @param kind the kind that carries the pod
 * @param isController whether other pods than this object itself are admitted: those that a controller creates
 * @param isWarnedAbout whether the API server looks into the kind and warns: the built-in ones
 * @param place the pod's spec
 * @param violations what it violates, at whatever level and version
 * @param containers the pod's containers
 */
record PodAdmission(
        String namespace,
        String kind,
        boolean isController,
        boolean isWarnedAbout,
        Place place,
        List<PodSecurityAdmission.Violation> violations,
        List<ContainerId> containers)
        implements ContainerScope.Fact {
    private static final Set<String> BUILT_IN_GROUPS = Set.of("", "apps", "batch");

    /** The facts of a resource: one for each pod that it carries. */
    public static List<PodAdmission> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PodAdmission::of).toList();
    }

    private static PodAdmission of(Pod pod) {
        Resource resource = pod.resource();
        String namespace = resource.namespace();
        return new PodAdmission(
                namespace == null ? "" : namespace,
                resource.kind(),
                !resource.is("", "Pod"),
                BUILT_IN_GROUPS.contains(resource.id().group()),
                pod.spec().place(),
                PodSecurityAdmission.violations(pod),
                pod.containerIds());
    }
}
