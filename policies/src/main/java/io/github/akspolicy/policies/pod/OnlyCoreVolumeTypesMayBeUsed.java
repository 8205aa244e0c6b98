package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.PodToken;
import java.util.List;
import java.util.Set;

/** Other volume types reach into the node or into storage that Kubernetes does not account for. */
final class OnlyCoreVolumeTypesMayBeUsed extends BuiltInEnvironmentPolicy<VolumeSource> {
    private static final Index<Place, VolumeSource> SOURCES =
            new Index<>("volume sources", Kinds.PODS, VolumeSource::of, VolumeSource::place);
    private static final List<String> AZURE_TYPES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedVolumeTypes", PodSecurityStandards.VOLUME_TYPES, "volume types that may be used; * allows all");
    private static final Parameter<Boolean> COUNT_UNMOUNTED = Parameter.flag(
            "countUnmounted",
            true,
            "whether a volume counts that no container mounts; it does for the Pod Security Standards, not for Azure Policy");
    private static final Parameter<Boolean> COUNT_TOKEN = Parameter.flag(
            "countTokenVolume",
            false,
            "whether the projected volume counts that the API server adds for the token, before admission webhooks such as Azure"
                    + " Policy see the pod");
    private static final Parameters AZURE =
            Parameters.DEFAULTS.with(COUNT_UNMOUNTED, false).with(COUNT_TOKEN, true);

    OnlyCoreVolumeTypesMayBeUsed() {
        super(
                SOURCES,
                Set.of(Facts.SERVICE_ACCOUNTS),
                policy("pod/volume-types", MEDIUM, "Only core volume types may be used")
                        .fix("use a persistent volume claim, an ephemeral volume or a CSI driver instead")
                        .parameters(ALLOWED, COUNT_UNMOUNTED, COUNT_TOKEN));
    }

    @Override
    public void evaluate(VolumeSource source, Indexes indexes, Judgement judgement) {
        List<String> allowed = judgement.get(ALLOWED);
        if (allowed.contains("*") || allowed.contains(source.type())) {
            return;
        }
        PodToken token = source.token();
        if (token != null) {
            if (judgement.get(COUNT_TOKEN)
                    && token.isMounted(indexes.get(Facts.SERVICE_ACCOUNTS, token.serviceAccount()))) {
                judgement.fail(
                        source.place(),
                        "automountServiceAccountToken is not false: the API server adds a volume of type projected, which is"
                                + " not allowed");
            }
        } else if (judgement.get(COUNT_UNMOUNTED) || !source.containers().isEmpty()) {
            judgement.fail(source.place(), "volume type " + source.type() + " is not allowed");
        }
    }
}
