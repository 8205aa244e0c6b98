package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/** A PersistentVolume with hostPath is a hostPath volume that no rule about pods sees. */
final class PersistentVolumesMustNotBeFoldersOfNodes extends BuiltInPolicy<Resource> {
    /** What belongs to the node itself. A local volume is a disk below a folder of its own, such as /mnt/disks. */
    private static final HostPaths OF_THE_NODE = new HostPaths(
            List.of("/boot", "/dev", "/etc", "/home", "/proc", "/root", "/run", "/sys", "/usr", "/var"), false);

    PersistentVolumesMustNotBeFoldersOfNodes() {
        super(
                Resource.ofKinds("persistent volume", "", "PersistentVolume"),
                policy("pod/persistent-volume-host-path", HIGH, "PersistentVolumes must not be folders of nodes")
                        .fix("use a CSI driver, such as disk.csi.azure.com or file.csi.azure.com")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource volume, Judgement judgement) {
        Field spec = volume.root().get("spec");
        Field hostPath = spec.get("hostPath");
        if (hostPath.isPresent()) {
            judgement.fail(
                    hostPath,
                    "hostPath makes " + hostPath.get("path").textOr("a folder")
                            + " of a node a volume: a pod that claims it reaches the node, though it has no hostPath");
        }
        Field local = spec.at("local", "path");
        String path = local.string();
        if (path != null && OF_THE_NODE.touch(path)) {
            judgement.fail(local, "local.path is " + path + ", which belongs to the node itself");
        }
    }
}
