package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/** Roles, quotas, network policies and Pod Security levels belong to namespaces: default has those of nobody. */
final class DefaultNamespaceMustNotBeUsed extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> KINDS = Parameter.strings(
            "kinds",
            List.of(
                    "Pod",
                    "Service",
                    "ServiceAccount",
                    "Deployment",
                    "StatefulSet",
                    "DaemonSet",
                    "ReplicaSet",
                    "ReplicationController",
                    "Job",
                    "CronJob"),
            "the namespaced kinds that are evaluated");

    DefaultNamespaceMustNotBeUsed() {
        super(
                ViewType.RESOURCE,
                policy("workload/default-namespace", LOW, "Workloads must not be in the default namespace")
                        .fix("deploy into its own namespace")
                        .parameters(KINDS));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (!judgement.get(KINDS).contains(resource.kind()) || DefaultObjects.include(resource)) {
            return;
        }
        Field written = resource.root().at("metadata", "namespace");
        written.read();
        if (resource.namespace() == null) {
            judgement.unknown(
                    written,
                    InputKind.NAMESPACES,
                    "metadata.namespace is not set, nor is the namespace of the release");
        } else if (resource.namespace().equals("default")) {
            judgement.fail(
                    written,
                    written.isPresent()
                            ? "metadata.namespace is default"
                            : "metadata.namespace is not set, and the release goes to default");
        }
    }
}
