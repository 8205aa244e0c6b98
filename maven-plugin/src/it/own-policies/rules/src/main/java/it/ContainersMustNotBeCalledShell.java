package it;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.spi.PolicyProvider;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.Optional;

public final class ContainersMustNotBeCalledShell implements ResourcePolicy<Container>, PolicyProvider {
    @Override
    public List<Policy> policies() {
        return List.of(this);
    }

    @Override
    public Optional<String> documentation(String id) {
        return Optional.empty();
    }

    @Override
    public PolicyInfo info() {
        return PolicyInfo.of(
                        "contoso/no-shell", Severity.HIGH, "Containers must not be called shell", "rename the container")
                .in(Profile.PSS_RESTRICTED);
    }

    @Override
    public ViewType<Container> view() {
        return Container.VIEW;
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        if (container.name().equals("shell")) {
            judgement.fail(container.field(), "container is called shell");
        }
    }
}
