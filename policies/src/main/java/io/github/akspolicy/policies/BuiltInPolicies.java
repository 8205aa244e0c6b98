package io.github.akspolicy.policies;

import io.github.akspolicy.policies.base.Catalogues;
import io.github.akspolicy.policies.cluster.ClusterPolicies;
import io.github.akspolicy.policies.identity.IdentityPolicies;
import io.github.akspolicy.policies.image.ImagePolicies;
import io.github.akspolicy.policies.kubeconfig.KubeconfigPolicies;
import io.github.akspolicy.policies.network.NetworkPolicies;
import io.github.akspolicy.policies.pod.PodPolicies;
import io.github.akspolicy.policies.rbac.RbacPolicies;
import io.github.akspolicy.policies.registry.RegistryPolicies;
import io.github.akspolicy.policies.secrets.SecretsPolicies;
import io.github.akspolicy.policies.vault.VaultPolicies;
import io.github.akspolicy.policies.workload.WorkloadPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies that come with aks-policy: those of all groups. Each is registered once, in the list of its group. */
public final class BuiltInPolicies implements PolicyProvider {
    private static final List<Policy> GROUPS = Stream.of(
                    PodPolicies.ALL,
                    ImagePolicies.ALL,
                    IdentityPolicies.ALL,
                    SecretsPolicies.ALL,
                    RbacPolicies.ALL,
                    WorkloadPolicies.ALL,
                    NetworkPolicies.ALL,
                    ClusterPolicies.ALL,
                    RegistryPolicies.ALL,
                    VaultPolicies.ALL,
                    KubeconfigPolicies.ALL)
            .flatMap(List::stream)
            .toList();

    private static final List<Policy> POLICIES = Stream.concat(
                    GROUPS.stream(), Stream.of(WorkloadPolicies.safeguards(GROUPS)))
            .toList();

    @Override
    public List<Policy> policies() {
        return POLICIES;
    }

    @Override
    public List<Standard> standards() {
        return Catalogues.all();
    }

    @Override
    public Optional<String> documentation(String id) {
        // Only ids of own policies become resource names: an id from a command line never reaches the class loader.
        if (POLICIES.stream().noneMatch(policy -> policy.info().id().equals(id))) {
            return Optional.empty();
        }
        try (InputStream prose = BuiltInPolicies.class.getResourceAsStream("docs/" + id + ".md")) {
            return prose == null
                    ? Optional.empty()
                    : Optional.of(new String(prose.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the documentation of " + id + " cannot be read", e);
        }
    }
}
