package example;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.spi.PolicyProvider;
import io.github.akspolicy.policy.fluent.Policies;
import java.util.List;
import java.util.Optional;

/** A policy that services may turn on, and test. */
public class ContosoPolicies implements PolicyProvider {
    @Override
    public List<Policy> policies() {
        return List.of(Policies.pods().must(haveLabel("team")).as("contoso/team"));
    }

    @Override
    public Optional<String> documentation(String id) {
        return Optional.empty();
    }
}
