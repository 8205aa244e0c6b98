package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** AAD pod identity is archived, and gives an identity to whoever reaches the node's metadata endpoint first. */
final class PodIdentityMustNotBeUsed extends BuiltInPolicy<Resource> {
    private static final String GROUP = "aadpodidentity.k8s.io";
    private static final String IMAGES = "mcr.microsoft.com/oss/azure/aad-pod-identity/";

    /** Pods, and the objects of pod identity itself. */
    private static final ViewType<Resource> VIEW = new ViewType<>(
            "pod identity",
            resource -> resource.id().group().equals(GROUP)
                            || !resource.podTemplates().isEmpty()
                    ? List.of(resource)
                    : List.of());

    PodIdentityMustNotBeUsed() {
        super(
                VIEW,
                policy("identity/no-aad-pod-identity", HIGH, "No legacy AAD pod identity")
                        .fix("use Entra Workload ID: a ServiceAccount with a client id and the label on the pod")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.id().group().equals(GROUP)) {
            judgement.fail(resource.root().get("kind"), "kind " + resource.kind() + " belongs to AAD pod identity");
            return;
        }
        for (Pod pod : Pod.VIEW.of().apply(resource)) {
            Field label = pod.labels().get("aadpodidbinding");
            if (label.isPresent()) {
                judgement.fail(label, "label aadpodidbinding binds the pod to an identity of AAD pod identity");
            }
            for (Container container : pod.containers()) {
                if (container.image().written().startsWith(IMAGES)) {
                    judgement.fail(container.image(), "image is a part of AAD pod identity");
                }
            }
        }
    }
}
