package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A literal value is readable to whoever may read the workload, and stands in the repository. */
final class VariablesMustNotHoldSecrets extends BuiltInPolicy<Container> {
    private static final Pattern SECRET_KEY = Pattern.compile("(?i)(.*secret[_.-]?)key");
    /** A name of words: one with digits may be what it is the name of. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z]{1,30}(?:[-_.][A-Za-z]{1,30}){0,6}");

    VariablesMustNotHoldSecrets() {
        super(
                Container.VIEW,
                policy("secrets/plain-env-value", HIGH, "No literal secrets in environment variables")
                        .fix("keep the value in Key Vault and mount it as a file; change it, since it was published")
                        .parameters(NamePatterns.SECRET_NAMES, NamePatterns.IGNORED_NAMES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        for (EnvironmentVariable variable : container.variables()) {
            String name = variable.name();
            String value = variable.value().published();
            if (value.isEmpty()) {
                continue;
            }
            String shape = SecretShape.of(value);
            if (!shape.isEmpty()) {
                judgement.fail(variable.value(), name + " holds " + shape + " in plain text");
            } else if (NamePatterns.isSecret(name, value, judgement)
                    && !namesAKey(variable, container)
                    && !NamePatterns.isIdOfPair(
                            name, container.variables().stream().map(EnvironmentVariable::name))) {
                judgement.fail(variable.value(), name + " holds a secret in plain text");
            }
        }
    }

    /** Whether another variable names the Secret whose key this one names: {@code ORDER_SECRET_NAME}, {@code ORDER_SECRET_KEY}. */
    private static boolean namesAKey(EnvironmentVariable variable, Container container) {
        Matcher key = SECRET_KEY.matcher(variable.name());
        return key.matches()
                && KEY.matcher(variable.value().writtenText()).matches()
                && container.variables().stream()
                        .anyMatch(other -> other.name().equalsIgnoreCase(key.group(1) + "NAME"));
    }
}
