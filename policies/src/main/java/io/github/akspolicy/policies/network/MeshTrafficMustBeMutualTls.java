package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SERVICE_MESH;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mesh encrypts where both sides have a sidecar, and takes plain text from everyone else unless it is told not to. */
final class MeshTrafficMustBeMutualTls extends BuiltInEnvironmentPolicy<Resource> {
    private static final String GROUP = "security.istio.io";
    private static final String KIND = "PeerAuthentication";
    /** The root namespace of the add-on: what is in it holds for the whole mesh, and in istio-system for that namespace alone. */
    private static final String ROOT = "aks-istio-system";

    private static final Index<String, Resource> SUBJECTS = new Index<>(
            "meshes and their peer authentication",
            Kinds.of(GROUP, KIND).or(AzureResource.KINDS),
            resource -> resource.is(GROUP, KIND) || isMesh(resource) ? List.of(resource) : List.of(),
            Resource::name);
    private static final Index<String, String> STRICT = new Index<>(
            "strict peer authentication of meshes",
            Kinds.of(GROUP, KIND),
            resource -> isStrictEverywhere(resource) ? List.of("strict") : List.of(),
            word -> word);

    private static final Set<Index<?, ?>> INDEXES =
            Stream.concat(Stream.of(STRICT), WebhookPorts.INDEXES.stream()).collect(Collectors.toUnmodifiableSet());

    MeshTrafficMustBeMutualTls() {
        super(
                SUBJECTS,
                INDEXES,
                policy("network/mesh-mtls", MEDIUM, "A service mesh must refuse plain text")
                        .fix("add a PeerAuthentication with mode STRICT to the root namespace of the mesh")
                        .in(HARDENED));
    }

    private static boolean isMesh(Resource resource) {
        return ManagedCluster.of(resource).stream()
                .anyMatch(cluster -> cluster.get(SERVICE_MESH).is("Istio"));
    }

    private static boolean isStrictEverywhere(Resource resource) {
        Field spec = resource.root().get("spec");
        return resource.is(GROUP, KIND)
                && ROOT.equals(resource.namespace())
                && spec.get("selector").fields().isEmpty()
                && "STRICT".equals(spec.at("mtls", "mode").string());
    }

    @Override
    public void evaluate(Resource subject, Indexes indexes, Judgement judgement) {
        if (subject.is(GROUP, KIND)) {
            Field spec = subject.root().get("spec");
            judge(spec.at("mtls", "mode"), "", judgement);
            Map<String, String> pods = LabelSelector.labels(spec.at("selector", "matchLabels"));
            for (Field port : spec.get("portLevelMtls").fields()) {
                if (WebhookPorts.include(indexes, subject.namespace(), pods, port.key())) {
                    continue;
                }
                judge(port.get("mode"), "port " + port.key() + ": ", judgement);
            }
        } else if (indexes.all(STRICT).isEmpty()) {
            ManagedCluster.of(subject).forEach(cluster -> {
                Setting mesh = cluster.get(SERVICE_MESH);
                judgement.unknown(
                        mesh.place(),
                        InputKind.OTHERS,
                        "no source has a PeerAuthentication with mode STRICT in aks-istio-system: the mesh takes plain text"
                                + " unless something else adds one");
            });
        }
    }

    private static void judge(Field mode, String where, Judgement judgement) {
        String word = mode.stringOr("");
        if (word.equals("PERMISSIVE") || word.equals("DISABLE")) {
            judgement.add(Observation.violation(
                    mode.place(),
                    where + "mode is " + word + ", which takes plain text: write STRICT",
                    where + "mode"));
        }
    }
}
