package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;

/** What cannot write its own files cannot replace its own program, or leave a tool for the next attack. */
final class RootFilesystemMustBeReadOnly extends ContainerPolicy {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/read-only-root-filesystem",
                    MEDIUM,
                    "Root filesystem must be read-only",
                    "set securityContext.readOnlyRootFilesystem: true on the container, and mount an emptyDir where it writes")
            // no Azure profile: the definition belongs to none of the initiatives
            .in(TALK)
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.DEFENDER, "Immutable (read-only) root filesystem should be enforced for containers")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Set the security context")
            .reference(
                    Catalog.AZURE_POLICY,
                    "df49d893-a74c-421d-bc95-c663042e5b80",
                    "Kubernetes cluster containers should run with a read only root file system")
            .reference(
                    Catalog.AZURE_POLICY,
                    "8e875f96-2c56-40ca-86db-b9f6a0be7347",
                    "Sets readOnlyRootFileSystem in the Pod spec to true if it is not set")
            .reference(
                    Catalog.AZURE_POLICY,
                    "2ae2f266-ecc3-4d26-82c5-8c3cb7774f45",
                    "Sets readOnlyRootFileSystem in the Pod spec in init containers to true if it is not set")
            .references(Catalog.CHECKOV, "CKV_K8S_22")
            .references(Catalog.TRIVY, "KSV-0014")
            .references(Catalog.KUBE_LINTER, "no-read-only-root-fs")
            .references(Catalog.KYVERNO, "best-practices/require-ro-rootfs")
            .references(Catalog.GATEKEEPER, "read-only-root-filesystem")
            .references(Catalog.AKS_DOCS, "developer-best-practices-pod-security");

    RootFilesystemMustBeReadOnly() {
        super(INFO, by().exempting(WindowsPods.EXEMPT_BY_BOTH));
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
