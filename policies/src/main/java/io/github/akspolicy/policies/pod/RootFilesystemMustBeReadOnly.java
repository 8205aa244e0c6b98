package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;

/** What cannot write its own files cannot replace its own program, or leave a tool for the next attack. */
final class RootFilesystemMustBeReadOnly extends ContainerPolicy {
    RootFilesystemMustBeReadOnly() {
        super(
                // no Azure profile: the definition belongs to none of the initiatives
                policy("pod/read-only-root-filesystem", MEDIUM, "Root filesystem must be read-only")
                        .fix(
                                "set securityContext.readOnlyRootFilesystem: true on the container, and mount an emptyDir where it writes"),
                by().exempting(WindowsPods.EXEMPT_BY_BOTH));
    }

    @Override
    void check(Container container, Judgement judgement) {
        Field readOnly = container.securityContext().get("readOnlyRootFilesystem");
        if (!readOnly.isTrue()) {
            judgement.fail(
                    readOnly,
                    "securityContext.readOnlyRootFilesystem is " + readOnly.textOr("not set"),
                    Fix.set(readOnly, true));
        }
    }
}
