package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.FederatedCredential;
import java.util.List;
import java.util.Set;

/** Azure refuses the 21st federated credential of an identity: the cluster or service that comes last gets none. */
final class IdentitiesMustHaveFewCredentials extends BuiltInEnvironmentPolicy<FederatedCredential> {
    private static final Parameter<Long> MAX =
            Parameter.integer("max", 20, "the most credentials of one identity; Azure allows 20");
    private static final Parameter<Long> WARN_AT = Parameter.integer(
            "warnAt", 16, "from the next credential on a finding of low severity says that few are left");

    IdentitiesMustHaveFewCredentials() {
        super(
                IdentityFacts.FEDERATED_CREDENTIALS,
                Set.of(IdentityFacts.FEDERATED_CREDENTIALS),
                policy("identity/federated-credential-limit", MEDIUM, "At most 20 federated credentials per identity")
                        .fix("give some service accounts their own identity, or use identity bindings")
                        .parameters(MAX, WARN_AT)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(FederatedCredential credential, Indexes indexes, Judgement judgement) {
        List<FederatedCredential> all = indexes.get(IdentityFacts.FEDERATED_CREDENTIALS, credential.identity());
        int max = Math.toIntExact(judgement.get(MAX));
        int warnAt = Math.toIntExact(judgement.get(WARN_AT));
        if (all.size() > max && is(all.get(max), credential)) {
            judgement.fail(
                    credential.place(), "identity has " + all.size() + " federated credentials, more than " + max);
        } else if (all.size() > warnAt && all.size() <= max && is(all.get(warnAt), credential)) {
            judgement.add(Observation.violation(
                            credential.place(),
                            "identity has " + all.size() + " of at most " + max
                                    + " federated credentials: an identity binding needs none",
                            "")
                    .withSeverity(LOW));
        }
    }

    /** Two credentials may say the same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean is(FederatedCredential one, FederatedCredential other) {
        return one == other;
    }
}
