package io.github.akspolicy.policies.secrets;

import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.RandomText;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** The half of a pair that says whose the other is, as S3 has them: {@code MINIO_ACCESS_KEY} beside {@code MINIO_SECRET_KEY}. */
    private static final Pattern ACCESS_KEY = Pattern.compile("(?i)(?<owner>.*)access[_.-]?key");

    private NamePatterns() {}

    /** Whether a name is that of an access key whose secret key stands beside it. */
    static boolean isIdOfPair(String name, Stream<String> beside) {
        Matcher access = ACCESS_KEY.matcher(name);
        if (!access.matches()) {
            return false;
        }
        var secret =
                Pattern.compile("(?i)" + Pattern.quote(access.group("owner")) + "secret[_.-]?(?:access[_.-]?)?key");
        return beside.anyMatch(other -> secret.matcher(other).matches());
    }

    /** Whether the name of a variable or key promises a secret and its value may be one, or is a key that looks random. */
    static boolean isSecret(String name, String value, Judgement judgement) {
        boolean promised = Patterns.matchesName(judgement.get(SECRET_NAMES), name) && SecretShape.isOpaque(name, value);
        return (promised || RandomText.isKey(name, value)) && !Patterns.matchesName(judgement.get(IGNORED_NAMES), name);
    }
}
