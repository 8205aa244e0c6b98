package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** A path of the node is shared with the node and with whoever else mounts it. */
final class HostPathVolumesMustBeAllowed extends BuiltInPolicy<Volume> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedHostPaths",
            List.of(),
            "paths of the node that may be mounted, with all below them; :ro after a path asks for readOnly mounts, as in /var/log:ro; empty forbids hostPath");
    private static final Parameter<List<String>> WINDOWS_ALLOWED = Parameter.strings(
            "windowsAllowedHostPaths",
            List.of(),
            "the same for pods on Windows nodes, in any case, such as C:\\\\var\\\\log");
    private static final Parameter<List<String>> FORBIDDEN = Parameter.strings(
            "forbiddenHostPaths",
            List.of(),
            "paths of the node that must not be mounted, nor what is below or above them, also where allowedHostPaths allows it;"
                    + " with / allowed all others may be");
    private static final Parameter<Boolean> COUNT_UNMOUNTED = Parameter.flag(
            "countUnmounted",
            true,
            "whether a volume counts that no container mounts; it does for the Pod Security Standards, not for Azure Policy");

    HostPathVolumesMustBeAllowed() {
        super(
                Volume.VIEW,
                policy("pod/host-path-volumes", HIGH, "hostPath volumes are forbidden or limited to an allow list")
                        .fix("use emptyDir, a persistent volume claim or a CSI driver instead of hostPath")
                        .parameters(ALLOWED, WINDOWS_ALLOWED, FORBIDDEN, COUNT_UNMOUNTED, WindowsPods.EVALUATED)
                        // pss-restricted lists pod/volume-types, which overrides this rule there
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        Field hostPath = volume.field().get("hostPath");
        if (!hostPath.isPresent() || WindowsPods.include(volume.pod(), judgement.get(WindowsPods.EVALUATED))) {
            return;
        }
        List<Field> mounts = volume.mounts();
        if (mounts.isEmpty() && !judgement.get(COUNT_UNMOUNTED)) {
            return;
        }
        boolean windows = volume.pod().isOnWindows();
        var allowed = new HostPaths(judgement.get(windows ? WINDOWS_ALLOWED : ALLOWED), windows);
        String path = hostPath.get("path").stringOr("");
        if (!allowed.include(path)) {
            judgement.fail(hostPath, "hostPath " + path + " is a path of the node");
        } else if (new HostPaths(judgement.get(FORBIDDEN), windows).touch(path)) {
            judgement.fail(hostPath, "hostPath " + path + " leads to a forbidden path of the node");
        } else if (allowed.areReadOnly(path)) {
            mounts.stream()
                    .map(mount -> mount.get("readOnly"))
                    .filter(readOnly -> !readOnly.isTrue())
                    .forEach(readOnly ->
                            judgement.fail(readOnly, "hostPath " + path + " is allowed with readOnly: true only"));
        }
    }
}
