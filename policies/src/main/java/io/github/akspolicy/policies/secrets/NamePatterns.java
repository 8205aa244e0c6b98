package io.github.akspolicy.policies.secrets;

import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.RandomText;
import io.github.akspolicy.resource.identity.SecretShape;

/** The settings that say which names promise a secret. */
final class NamePatterns {
    static final Parameter<String> SECRET_NAMES = Parameter.string(
                    "secretNamePattern",
                    SecretShape.NAMES,
                    "regular expression of the names of secrets; the whole name must match")
            .checkedBy(Patterns::fault);
    static final Parameter<String> IGNORED_NAMES = Parameter.string(
                    "ignoreNamePattern",
                    SecretShape.IGNORED_NAMES,
                    "regular expression of names that only sound so: they say where a secret is, how long it lasts, who made it")
            .checkedBy(Patterns::fault);

    private NamePatterns() {}

    /** Whether the name of a variable or key promises a secret and its value may be one, or is a key that looks random. */
    static boolean isSecret(String name, String value, Judgement judgement) {
        boolean promised = Patterns.matchesName(judgement.get(SECRET_NAMES), name) && SecretShape.isOpaque(name, value);
        return (promised || RandomText.isKey(name, value)) && !Patterns.matchesName(judgement.get(IGNORED_NAMES), name);
    }
}
