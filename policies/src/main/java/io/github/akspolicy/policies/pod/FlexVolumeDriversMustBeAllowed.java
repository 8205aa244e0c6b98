package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** FlexVolume drivers run as root on the node, and Kubernetes has given them up for CSI. */
final class FlexVolumeDriversMustBeAllowed extends BuiltInPolicy<Volume> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedFlexVolumeDrivers", List.of(), "drivers that may be used; empty allows none");

    FlexVolumeDriversMustBeAllowed() {
        super(
                Volume.VIEW,
                policy("pod/flexvolume-drivers", LOW, "FlexVolume drivers are restricted")
                        .fix("use a CSI driver; the Secrets Store CSI driver for Azure Key Vault")
                        .parameters(ALLOWED)
                        // pss-restricted lists pod/volume-types, which forbids the type
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        Field flexVolume = volume.field().get("flexVolume");
        String driver = flexVolume.get("driver").stringOr("");
        if (flexVolume.isPresent() && !judgement.get(ALLOWED).contains(driver)) {
            judgement.fail(
                    flexVolume, "FlexVolume driver " + (driver.isEmpty() ? "is not set" : driver + " is not allowed"));
        }
    }
}
