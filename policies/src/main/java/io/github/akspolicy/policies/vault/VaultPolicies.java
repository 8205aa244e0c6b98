package io.github.akspolicy.policies.vault;

import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/** The policies of the group vault. */
public final class VaultPolicies {
    public static final List<Policy> ALL = Stream.concat(
                    VaultSettings.ALL.stream(),
                    Stream.of(
                            new VaultLogsMustBeKept(),
                            new VaultsMustDenyByDefault(),
                            new VaultsMustHaveAPrivateEndpoint()))
            .toList();

    private VaultPolicies() {}
}
