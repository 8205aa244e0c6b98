package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.SecretProviderClass.Mode;

/** The identity of the node serves every pod on it: the vault cannot tell one from another. */
final class ProvidersShouldUseWorkloadIdentity extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<Boolean> ALLOW_VM =
            Parameter.flag("allowVmManagedIdentity", false, "whether the identity of the node may be used");

    ProvidersShouldUseWorkloadIdentity() {
        super(
                SecretProviderClass.AZURE,
                policy(
                                "secrets/prefer-workload-identity",
                                MEDIUM,
                                "SecretProviderClass should use workload identity, not the node identity")
                        .fix("set clientID to an identity that is federated with the pod's service account, and remove"
                                + " useVMManagedIdentity")
                        .parameters(ALLOW_VM));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        if (provider.uses(Mode.VM_IDENTITY)) {
            if (!judgement.get(ALLOW_VM)) {
                judgement.fail(
                        provider.parameter(Mode.VM_IDENTITY.parameter()),
                        "useVMManagedIdentity is true: every pod of the node gets this identity");
            }
        } else if (provider.text("clientID").isEmpty()) {
            judgement.fail(provider.parameter("clientID"), "clientID is not set");
        }
    }
}
