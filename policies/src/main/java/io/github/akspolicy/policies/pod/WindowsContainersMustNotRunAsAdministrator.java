package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;

/** ContainerAdministrator may install services and drivers in the container, and is what most Windows images run as. */
final class WindowsContainersMustNotRunAsAdministrator extends BuiltInPolicy<Container> {
    WindowsContainersMustNotRunAsAdministrator() {
        super(
                Container.VIEW,
                policy("pod/windows-container-admin", HIGH, "Windows containers must not run as ContainerAdministrator")
                        .fix("set securityContext.windowsOptions.runAsUserName: ContainerUser on the pod")
                        .parameters(WindowsPods.ONLY, WindowsUser.AZURE)
                        .in(RECOMMENDED));
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
