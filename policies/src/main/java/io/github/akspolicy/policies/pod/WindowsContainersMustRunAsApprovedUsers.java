package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;

/** Windows accounts come from the image or from the domain; an organisation approves those that it knows. */
final class WindowsContainersMustRunAsApprovedUsers extends BuiltInPolicy<Container> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedUserNames",
            List.of("ContainerUser"),
            "user names, or DOMAIN\\* for all users of a domain; case does not matter");

    WindowsContainersMustRunAsApprovedUsers() {
        super(
                Container.VIEW,
                policy("pod/windows-username", LOW, "Windows containers run only with approved user names")
                        .fix("set securityContext.windowsOptions.runAsUserName to an approved user")
                        .parameters(ALLOWED, WindowsPods.ONLY, WindowsUser.AZURE));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (!WindowsPods.include(container.pod(), judgement.get(WindowsPods.ONLY))) {
            return;
        }
        var user = WindowsUser.of(container, judgement);
        if (judgement.get(ALLOWED).stream().noneMatch(user::matches)) {
            judgement.fail(
                    user.field(),
                    "securityContext.windowsOptions.runAsUserName is "
                            + (user.field().isPresent() ? user.name() : "not set, which means " + user.name()));
        }
    }
}
