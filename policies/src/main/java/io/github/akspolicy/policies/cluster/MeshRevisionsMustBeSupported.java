package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.MESH_REVISIONS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SERVICE_MESH;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** A revision of the add-on lives for some eight months, and upgrades of the cluster do not replace it. */
final class MeshRevisionsMustBeSupported extends BuiltInPolicy<ManagedCluster> implements PropertyBased {
    MeshRevisionsMustBeSupported() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/mesh-revision", MEDIUM, "The revision of the Istio add-on must be supported")
                        .fix("upgrade the mesh to a supported revision")
                        .in(HARDENED));
    }

    @Override
    public List<AzureProperty> properties() {
        return List.of(SERVICE_MESH, MESH_REVISIONS);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting mesh = managedCluster.get(SERVICE_MESH);
        Setting revisions = managedCluster.get(MESH_REVISIONS);
        if (mesh.unresolved() == null && !mesh.is("Istio") || Demand.isUnknown(revisions, judgement)) {
            return;
        }
        revisions.items().forEach(revision -> judge(revision, judgement));
    }

    private static void judge(Field revision, Judgement judgement) {
        if (revision.unresolved() != null) {
            judgement.unknown(revision.place(), UnknownCause.VALUE, "the revision is known only at deployment");
            return;
        }
        String name = revision.stringOr("");
        Entry entry = Lifecycle.AKS.meshRevision(name).orElse(null);
        if (entry == null) {
            if (!Lifecycle.AKS.isNewerMeshRevision(name)) {
                judgement.unknown(
                        revision.place(),
                        UnknownCause.INPUT,
                        "revisions has " + name + ", which is none that AKS has had: they are called as asm-1-30");
            }
            return;
        }
        if (judgement.date().isOver(entry.end())) {
            judgement.add(Observation.violation(
                    revision.place(), "revisions has " + name + ", which has no support since " + entry.end(), name));
        } else if (judgement.date().isOver(entry.later())) {
            low(revision, name + ", with support expected to have ended on " + entry.later(), judgement);
        } else if (judgement.date().isSoon(entry.end())) {
            low(revision, name + ", whose support ends on " + entry.end(), judgement);
        } else if (judgement.date().isSoon(entry.later())) {
            low(revision, name + ", with support expected to end on " + entry.later(), judgement);
        }
    }

    private static void low(Field revision, String what, Judgement judgement) {
        judgement.add(Observation.violation(revision.place(), "revisions has " + what, revision.stringOr(""))
                .withSeverity(LOW));
    }
}
