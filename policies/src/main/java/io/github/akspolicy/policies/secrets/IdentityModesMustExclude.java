package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.SecretProviderClass.Mode;
import java.util.List;
import java.util.stream.Stream;

/** The provider refuses two kinds of access at once, and reads no client id beside the identity of the node. */
final class IdentityModesMustExclude extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<Boolean> REQUIRE_USER_ASSIGNED = Parameter.flag(
            "requireUserAssigned",
            false,
            "whether useVMManagedIdentity needs userAssignedIdentityID: without it the node's own identity is used");

    IdentityModesMustExclude() {
        super(
                SecretProviderClass.AZURE,
                policy("secrets/identity-mode-exclusive", HIGH, "At most one identity mode per SecretProviderClass")
                        .fix("keep one way of access: clientID for workload identity, and none of the switches")
                        .parameters(REQUIRE_USER_ASSIGNED)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        List<Field> on = Stream.of(Mode.values())
                .filter(provider::uses)
                .map(mode -> provider.parameter(mode.parameter()))
                .toList();
        for (Field second : on.subList(Math.min(1, on.size()), on.size())) {
            judgement.fail(
                    second, second.key() + " is true beside " + on.get(0).key() + ": the provider refuses the volume");
        }
        if (!provider.uses(Mode.VM_IDENTITY)) {
            return;
        }
        if (!provider.text("clientID").isEmpty()) {
            judgement.add(Observation.violation(
                            provider.parameter("clientID").place(),
                            "clientID is not used beside useVMManagedIdentity",
                            "")
                    .withSeverity(LOW));
        }
        if (judgement.get(REQUIRE_USER_ASSIGNED)
                && provider.text("userAssignedIdentityID").isEmpty()) {
            judgement.fail(provider.parameter("userAssignedIdentityID"), "userAssignedIdentityID is not set");
        }
    }
}
