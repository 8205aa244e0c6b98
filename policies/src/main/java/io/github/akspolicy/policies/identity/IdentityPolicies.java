package io.github.akspolicy.policies.identity;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group identity. */
public final class IdentityPolicies {
    public static final List<Policy> ALL = List.of(
            new PodsMustCarryTheWorkloadIdentityLabel(),
            new IdentityKeysMustBeWhereTheyAreRead(),
            new ServiceAccountsMustExist(),
            new ClientIdsMustBeValid(),
            new TenantIdsMustBeExpected(),
            new TokenExpirationsMustBeInRange(),
            new WorkloadsMustHaveAServiceAccount(),
            new DefaultAccountsMustNotHandOutTokens(),
            new FederatedCredentialsMustMatch(),
            new IdentitiesMustHaveFewCredentials(),
            new IssuersMustBeTrusted(),
            new AzurePasswordsMustNotBeUsed(),
            new InjectedVariablesMustNotBePreset(),
            new PodIdentityMustNotBeUsed(),
            new SkippedContainersMustExist(),
            new ProxySidecarsMustNotStay(),
            new ProjectedTokensMustBeBounded(),
            new IdentityBindingsMustBeConsistent());

    private IdentityPolicies() {}
}
