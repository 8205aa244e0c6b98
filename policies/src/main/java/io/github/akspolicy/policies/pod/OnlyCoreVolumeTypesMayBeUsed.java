package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** Other volume types reach into the node or into storage that Kubernetes does not account for. */
final class OnlyCoreVolumeTypesMayBeUsed extends BuiltInPolicy<Volume> {
    private static final List<String> AZURE_TYPES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedVolumeTypes", PodSecurityStandards.VOLUME_TYPES, "volume types that may be used; * allows all");
    private static final Parameter<Boolean> COUNT_UNMOUNTED = Parameter.flag(
            "countUnmounted",
            true,
            "whether a volume counts that no container mounts; it does for the Pod Security Standards, not for Azure Policy");
    private static final Parameters AZURE = Parameters.DEFAULTS.with(COUNT_UNMOUNTED, false);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/volume-types",
                    MEDIUM,
                    "Only core volume types may be used",
                    "use a persistent volume claim, an ephemeral volume or a CSI driver instead")
            .parameters(ALLOWED, COUNT_UNMOUNTED)
            .in(TALK, PSS_RESTRICTED)
            .in(AZURE.with(ALLOWED, AZURE_TYPES), AZURE_PSP_RESTRICTED)
            .in(AZURE, AZURE_SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "16697877-1118-4fb1-9b65-9898ec2509ec",
                    "Kubernetes cluster pods should only use allowed volume types")
            .references(Catalog.PSS_RESTRICTED, "restrictedVolumes")
            .references(Catalog.TRIVY, "KSV-0028")
            .references(Catalog.KYVERNO, "pod-security/restricted/restrict-volume-types")
            .references(Catalog.GATEKEEPER, "volumes")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    OnlyCoreVolumeTypesMayBeUsed() {
        super(Volume.VIEW, INFO);
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        List<String> allowed = judgement.get(ALLOWED);
        if (allowed.contains("*")
                || (!judgement.get(COUNT_UNMOUNTED) && volume.mounts().isEmpty())) {
            return;
        }
        for (Field source : volume.sources()) {
            if (!allowed.contains(source.key())) {
                judgement.fail(source, "volume type " + source.key() + " is not allowed");
            }
        }
    }
}
