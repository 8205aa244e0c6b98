package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.EnvironmentVariable;

/** A literal value is readable to whoever may read the workload, and stands in the repository. */
final class VariablesMustNotHoldSecrets extends BuiltInPolicy<Container> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "secrets/plain-env-value",
                    HIGH,
                    "No literal secrets in environment variables",
                    "keep the value in Key Vault and mount it as a file; change it, since it was published")
            .parameters(NamePatterns.SECRET_NAMES, NamePatterns.IGNORED_NAMES)
            .in(RECOMMENDED, TALK)
            .references(Catalog.KUBE_LINTER, "env-var-secret")
            .references(Catalog.AKS_DOCS, "csi-secrets-store-driver");

    VariablesMustNotHoldSecrets() {
        super(Container.VIEW, INFO);
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        for (EnvironmentVariable variable : container.variables()) {
            String name = variable.name();
            String value = variable.value().textOr("");
            if (value.isEmpty()) {
                continue;
            }
            String shape = SecretShape.of(value);
            if (!shape.isEmpty()) {
                judgement.fail(variable.value(), name + " holds " + shape + " in plain text");
            } else if (NamePatterns.isSecret(name, value, judgement)) {
                judgement.fail(variable.value(), name + " holds a secret in plain text");
            }
        }
    }
}
