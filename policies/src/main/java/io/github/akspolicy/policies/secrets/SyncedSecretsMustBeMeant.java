package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.identity.IdentityFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.identity.SyncedSecret;
import java.util.List;
import java.util.Set;

/** A copy of a Key Vault secret lies in etcd, and whoever may get Secrets of the namespace reads it. */
final class SyncedSecretsMustBeMeant extends BuiltInEnvironmentPolicy<SyncedSecret> {
    private static final Parameter<String> MODE = Parameter.choice(
            "mode",
            List.of("forbid", "report", "allow"),
            "report",
            "forbid makes it a finding of severity high, report one of severity low, or medium where no cluster is known"
                    + " to encrypt etcd with its own key");

    SyncedSecretsMustBeMeant() {
        super(
                SecretFacts.SYNCED_SECRETS,
                Set.of(IdentityFacts.CLUSTERS),
                policy(
                                "secrets/sync-secret-objects",
                                LOW,
                                "Synchronising Key Vault content into Kubernetes Secrets is reported")
                        .fix(
                                "read the mounted file instead of the Secret, or accept the copy by the parameter mode: allow")
                        .parameters(MODE));
    }

    @Override
    public void evaluate(SyncedSecret synced, Indexes indexes, Judgement judgement) {
        String mode = judgement.get(MODE);
        if (mode.equals("allow")) {
            return;
        }
        boolean isEncrypted =
                indexes.all(IdentityFacts.CLUSTERS).stream().anyMatch(cluster -> Boolean.TRUE.equals(cluster.kms()));
        Severity severity = mode.equals("forbid") ? HIGH : isEncrypted ? LOW : MEDIUM;
        judgement.add(Observation.violation(
                        synced.place(),
                        "secretObjects copies Key Vault content into the Secret "
                                + synced.secret().name()
                                + (isEncrypted ? "" : "; no cluster in the sources encrypts etcd with its own key"),
                        synced.secret().name())
                .withSeverity(severity));
    }
}
