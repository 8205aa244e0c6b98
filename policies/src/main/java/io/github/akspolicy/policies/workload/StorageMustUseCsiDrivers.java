package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.Map;

/** The drivers that were built into Kubernetes are gone; what still names them works by translation, while it lasts. */
final class StorageMustUseCsiDrivers extends BuiltInPolicy<Resource> {
    private static final Map<String, String> BY_PROVISIONER =
            Map.of("kubernetes.io/azure-disk", "disk.csi.azure.com", "kubernetes.io/azure-file", "file.csi.azure.com");
    private static final Map<String, String> BY_VOLUME_SOURCE =
            Map.of("azureDisk", "disk.csi.azure.com", "azureFile", "file.csi.azure.com");

    StorageMustUseCsiDrivers() {
        super(
                ViewType.RESOURCE,
                policy("workload/csi-storage-class", MEDIUM, "Storage must use the CSI drivers")
                        .fix("use disk.csi.azure.com or file.csi.azure.com instead of the in-tree driver")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.is("storage.k8s.io", "StorageClass")) {
            Field provisioner = resource.root().get("provisioner");
            String driver = BY_PROVISIONER.get(provisioner.stringOr(""));
            if (driver != null) {
                judgement.fail(provisioner, "provisioner is " + provisioner.text() + ": use " + driver);
            }
        } else if (resource.is("", "PersistentVolume")) {
            judgeVolume(resource.root().get("spec"), judgement);
        }
        for (Pod pod : Pod.VIEW.in(resource)) {
            pod.volumes().forEach(volume -> judgeVolume(volume.field(), judgement));
        }
    }

    private static void judgeVolume(Field volume, Judgement judgement) {
        BY_VOLUME_SOURCE.forEach((source, driver) -> {
            Field field = volume.get(source);
            if (field.isPresent()) {
                judgement.fail(field, source + " is the in-tree driver: use csi with " + driver);
            }
        });
    }
}
