package io.github.akspolicy.fix;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * What the API server refuses of the fields that fixes write, in words that name no line: see ValidateSecurityContext,
 * validateWindows and validateWindowsHostProcessPod in pkg/apis/core/validation/validation.go of Kubernetes 1.35.
 */
final class PodRefusals {
    private static final List<String> NOT_OF_WINDOWS_CONTAINERS = List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "capabilities",
            "readOnlyRootFilesystem",
            "privileged",
            "allowPrivilegeEscalation",
            "procMount",
            "runAsUser",
            "runAsGroup");
    private static final List<String> NOT_OF_WINDOWS_PODS =
            List.of("hostPID", "hostIPC", "hostUsers", "shareProcessNamespace");
    private static final List<String> NOT_OF_WINDOWS_CONTEXTS = List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "sysctls",
            "runAsUser",
            "runAsGroup",
            "supplementalGroups",
            "supplementalGroupsPolicy");

    private final List<String> refusals = new ArrayList<>();

    private PodRefusals() {}

    /** The reasons; a new list, empty where there are none. */
    static List<String> of(Resource resource) {
        var found = new PodRefusals();
        Pod.VIEW.in(resource).forEach(found::pod);
        return found.refusals;
    }

    private void pod(Pod pod) {
        boolean isWindows = pod.spec().at("os", "name").stringOr("").equals("windows");
        if (isWindows) {
            // of hostPID and hostIPC only true can be told from absent
            NOT_OF_WINDOWS_PODS.forEach(name -> refuse(
                    name.equals("hostPID") || name.equals("hostIPC")
                            ? pod.spec().get(name).isTrue()
                            : pod.spec().get(name).isPresent(),
                    name + " is set on a pod of Windows"));
            NOT_OF_WINDOWS_CONTEXTS.forEach(name -> refuse(
                    pod.spec().at("securityContext", name).isPresent(),
                    "securityContext." + name + " is set on a pod of Windows"));
        }
        for (Container container : pod.containers()) {
            container(pod, container, isWindows);
        }
    }

    private void container(Pod pod, Container container, boolean isWindows) {
        Field context = container.securityContext();
        String name = "container " + container.name() + ": ";
        if (context.get("allowPrivilegeEscalation").isFalse()) {
            refuse(
                    context.get("privileged").isTrue(),
                    name + "allowPrivilegeEscalation is false and privileged is true");
            refuse(
                    container.capabilities().get("add").strings().contains("CAP_SYS_ADMIN"),
                    name + "allowPrivilegeEscalation is false and capabilities.add has CAP_SYS_ADMIN");
        }
        boolean isHostProcess = context.at("windowsOptions", "hostProcess").isTrue()
                || (!context.at("windowsOptions", "hostProcess").isPresent()
                        && pod.spec()
                                .at("securityContext", "windowsOptions", "hostProcess")
                                .isTrue());
        refuse(isHostProcess && !pod.spec().get("hostNetwork").isTrue(), name + "hostProcess needs hostNetwork: true");
        if (isWindows) {
            NOT_OF_WINDOWS_CONTAINERS.forEach(field -> refuse(
                    context.get(field).isPresent(), name + "securityContext." + field + " is set on a pod of Windows"));
        }
    }

    private void refuse(boolean isRefused, String reason) {
        if (isRefused) {
            refusals.add(reason);
        }
    }
}
