package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Container;

/** ContainerAdministrator may install services and drivers in the container, and is what most Windows images run as. */
final class WindowsContainersMustNotRunAsAdministrator extends BuiltInPolicy<Container> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/windows-container-admin",
                    HIGH,
                    "Windows containers must not run as ContainerAdministrator",
                    "set securityContext.windowsOptions.runAsUserName: ContainerUser on the pod")
            .parameters(WindowsPods.ONLY, WindowsUser.AZURE)
            .in(RECOMMENDED)
            .in(WindowsPods.azure(WindowsPods.ONLY).with(WindowsUser.AZURE, true), AZURE_SAFEGUARDS_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "5485eac0-7e8f-4964-998b-a44f4f0c1e75",
                    "Kubernetes cluster Windows containers should not run as ContainerAdministrator")
            .references(Catalog.KYVERNO, "windows-security/require-run-as-containeruser")
            .references(Catalog.AKS_DOCS, "windows-best-practices");

    WindowsContainersMustNotRunAsAdministrator() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (!WindowsPods.include(container.pod(), judgement.get(WindowsPods.ONLY))) {
            return;
        }
        var user = WindowsUser.of(container, judgement);
        if (!user.isAdministrator()) {
            return;
        }
        if (user.field().isPresent()) {
            judgement.fail(user.field(), "securityContext.windowsOptions.runAsUserName is " + user.name());
        } else if (!container.effectiveSecurity("runAsNonRoot").isTrue()) {
            judgement.fail(
                    user.field(),
                    "securityContext.windowsOptions.runAsUserName is not set, which means ContainerAdministrator");
        }
    }
}
