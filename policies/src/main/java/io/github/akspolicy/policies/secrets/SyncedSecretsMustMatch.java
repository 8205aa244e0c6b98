package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.identity.IdentityFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.identity.LocatedText;
import io.github.akspolicy.resource.identity.SecretRead;
import io.github.akspolicy.resource.identity.SecretSync;
import io.github.akspolicy.resource.identity.SyncedSecret;
import java.util.List;
import java.util.Set;

/** The driver makes a Secret of files that the class mounts, and only while some pod mounts it. */
final class SyncedSecretsMustMatch extends BuiltInEnvironmentPolicy<SecretSync> {
    SyncedSecretsMustMatch() {
        super(
                SecretFacts.SYNCS,
                Set.of(SecretFacts.SYNCED_SECRETS, SecretFacts.SECRETS, IdentityFacts.KEY_VAULT_VOLUMES),
                policy(
                                "secrets/sync-object-name-matches",
                                MEDIUM,
                                "secretObjects must refer to mounted objects and to Secrets that are consumed")
                        .fix(
                                "name the objectAlias of a mounted object, or else its objectName, and mount the class in a pod of the"
                                        + " namespace")
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretSync sync, Indexes indexes, Judgement judgement) {
        if (sync instanceof SyncedSecret synced) {
            name(synced, indexes, judgement);
            type(synced, judgement);
            synced.keys().forEach(key -> key(key, synced, judgement));
        } else if (sync instanceof SecretRead read) {
            read(read, indexes, judgement);
        }
    }

    private static void name(SyncedSecret synced, Indexes indexes, Judgement judgement) {
        String name = synced.secret().name();
        List<SyncedSecret> all = indexes.get(SecretFacts.SYNCED_SECRETS, synced.secret());
        if (name.isEmpty()) {
            judgement.add(Observation.violation(synced.name(), "secretName is not set", "secretName"));
        } else if (!indexes.get(SecretFacts.SECRETS, synced.secret()).isEmpty()) {
            judgement.fail(synced.name(), "secretName " + name + " is that of a Secret in the sources, too");
        } else if (!isSameEntry(all.get(0), synced)) {
            judgement.fail(
                    synced.name(),
                    "secretName " + name + " is made by SecretProviderClass "
                            + all.get(0).providerClass().name() + ", too");
        }
    }

    /** One class may stand in two files, of which either is applied: that is not two classes. */
    private static boolean isSameEntry(SyncedSecret one, SyncedSecret other) {
        return one.equals(other)
                || (one.providerClass().equals(other.providerClass())
                        && one.place().path().equals(other.place().path()));
    }

    private static void type(SyncedSecret synced, Judgement judgement) {
        if (synced.type().value().isEmpty()) {
            judgement.add(Observation.violation(synced.type().place(), "type is not set", "type"));
        }
        if (synced.keys().isEmpty()) {
            judgement.add(Observation.violation(synced.place().absent("data"), "data is not set", "data"));
        }
        List<String> needed = switch (synced.type().value()) {
            case "kubernetes.io/tls" -> List.of("tls.crt", "tls.key");
            case "kubernetes.io/dockerconfigjson" -> List.of(".dockerconfigjson");
            default -> List.of();
        };
        for (String key : needed) {
            if (synced.keys().stream().noneMatch(item -> item.key().value().equals(key))) {
                judgement.add(Observation.violation(
                        synced.type().place(), "type " + synced.type().value() + " needs the key " + key, key));
            }
        }
    }

    private static void key(SyncedSecret.Key key, SyncedSecret synced, Judgement judgement) {
        LocatedText object = key.object();
        var files = synced.files();
        if (key.key().value().isEmpty()) {
            judgement.add(Observation.violation(key.key().place(), "key is not set", "key"));
        }
        if (object.value().isEmpty()) {
            judgement.add(Observation.violation(object.place(), "objectName is not set", "objectName"));
        } else if (files != null && !files.contains(object.value().strip())) {
            judgement.fail(
                    object.place(),
                    "objectName " + object.value() + " is not a file that the class mounts: "
                            + String.join(", ", files.stream().limit(8).toList()));
        }
    }

    private static void read(SecretRead read, Indexes indexes, Judgement judgement) {
        List<SyncedSecret> makers = indexes.get(SecretFacts.SYNCED_SECRETS, read.secret());
        if (!makers.isEmpty()
                && indexes.get(SecretFacts.SECRETS, read.secret()).isEmpty()
                && makers.stream()
                        .allMatch(maker -> indexes.get(IdentityFacts.KEY_VAULT_VOLUMES, maker.providerClass())
                                .isEmpty())) {
            judgement.fail(
                    read.place(),
                    "Secret " + read.secret().name() + " exists only while a pod mounts SecretProviderClass "
                            + makers.get(0).providerClass().name() + ", and none does");
        }
    }
}
