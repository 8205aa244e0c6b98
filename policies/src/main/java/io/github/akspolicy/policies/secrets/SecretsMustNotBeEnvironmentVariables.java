package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretRead;
import java.util.List;
import java.util.Set;

/** Environment variables show in logs, dumps and child processes, and never change while the pod runs. */
final class SecretsMustNotBeEnvironmentVariables extends BuiltInEnvironmentPolicy<SecretRead> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSecrets", List.of(), "names of Secrets that may be read so; * stands for any text");
    private static final Parameter<Set<String>> WAYS = Parameter.choices(
            "ways",
            List.of("env", "envFrom", "volume"),
            Set.of("env", "envFrom"),
            "the ways to read a Secret that are evaluated: single variables, all keys as variables, files of a volume");
    private static final Parameter<Boolean> ALLOW_SYNCED = Parameter.flag(
            "allowSyncedSecrets",
            true,
            "whether Secrets may be read so that a SecretProviderClass of the environment copies from Key Vault");

    SecretsMustNotBeEnvironmentVariables() {
        super(
                SecretFacts.SECRET_READS,
                Set.of(SecretFacts.SYNCED_SECRETS),
                policy("secrets/env-from-secret", MEDIUM, "Secrets should be files, not environment variables")
                        .fix(
                                "mount the secret as a file, from Key Vault by the CSI driver, and let the program read it")
                        .parameters(ALLOWED, WAYS, ALLOW_SYNCED));
    }

    @Override
    public void evaluate(SecretRead read, Indexes indexes, Judgement judgement) {
        String name = read.secret().name();
        if (!judgement.get(WAYS).contains(word(read.way()))
                || Glob.anyMatches(judgement.get(ALLOWED), name)
                || (judgement.get(ALLOW_SYNCED)
                        && !indexes.get(SecretFacts.SYNCED_SECRETS, read.secret())
                                .isEmpty())) {
            return;
        }
        judgement.fail(
                read.place(),
                switch (read.way()) {
                    case VARIABLE -> "secretKeyRef makes a key of Secret " + name + " an environment variable";
                    case ALL_VARIABLES -> "secretRef makes every key of Secret " + name + " an environment variable";
                    case VOLUME -> "secretName mounts Secret " + name;
                });
    }

    /** The way in the word of the setting, which is that of the field. */
    private static String word(SecretRead.Way way) {
        return switch (way) {
            case VARIABLE -> "env";
            case ALL_VARIABLES -> "envFrom";
            case VOLUME -> "volume";
        };
    }
}
