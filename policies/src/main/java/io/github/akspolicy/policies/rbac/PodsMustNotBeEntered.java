package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.List;
import java.util.Set;

/** Whoever enters a container has its files, its environment and its tokens. */
final class PodsMustNotBeEntered extends PowerPolicy {
    private static final Parameter<Set<String>> SUBRESOURCES = Parameter.choices(
            "subresources",
            List.of("exec", "attach", "portforward"),
            Set.of("exec", "attach", "portforward"),
            "the ways into a pod that are judged");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/exec-attach",
                    HIGH,
                    "exec, attach and port-forward must be restricted",
                    "take pods/exec, pods/attach and pods/portforward out; for an emergency bind the role for an hour")
            .parameters(SUBRESOURCES)
            .in(TALK)
            .references(Catalog.CHECKOV, "CKV2_K8S_2")
            .references(Catalog.TRIVY, "KSV-0053", "KSV-0054")
            .references(Catalog.KYVERNO, "other/block-pod-exec-by-namespace")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    PodsMustNotBeEntered() {
        super(INFO, Powers.EXEC);
    }

    @Override
    List<Power> powers(Judgement judgement) {
        return Powers.exec(judgement.get(SUBRESOURCES).stream().sorted().toList());
    }
}
