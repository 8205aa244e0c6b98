package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
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

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/csi-storage-class",
                    MEDIUM,
                    "Storage must use the CSI drivers",
                    "use disk.csi.azure.com or file.csi.azure.com instead of the in-tree driver")
            .in(RECOMMENDED, AZURE_SAFEGUARDS, AZURE_SAFEGUARDS_BASELINE, AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "4f3823b6-6dac-4b5a-9c61-ce1afb829f17",
                    "Kubernetes clusters should use Container Storage Interface(CSI) driver StorageClass")
            .references(Catalog.KYVERNO, "other/restrict-storageclass")
            .references(Catalog.GATEKEEPER, "storageclass")
            .references(Catalog.AKS_DOCS, "csi-storage-drivers", "csi-migrate-in-tree-volumes");

    StorageMustUseCsiDrivers() {
        super(ViewType.RESOURCE, INFO);
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
