package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** A token without audience is one for the API server; one that lives long can be used long after it was stolen. */
final class ProjectedTokensMustBeBounded extends BuiltInPolicy<Volume> {
    /** What the API server accepts as the least. */
    private static final long MIN_SECONDS = 600;

    private static final Parameter<List<String>> AUDIENCES = Parameter.strings(
            "allowedAudiences",
            List.of(WorkloadIdentity.AUDIENCE, WorkloadIdentity.BINDING_AUDIENCE),
            "what tokens may be made for");
    private static final Parameter<Long> MAX_SECONDS =
            Parameter.integer("maxExpirationSeconds", 86_400, "the longest validity of a token, in seconds");

    ProjectedTokensMustBeBounded() {
        super(
                Volume.VIEW,
                policy(
                                "identity/projected-token-audience",
                                MEDIUM,
                                "Hand-written projected service account tokens must be bounded")
                        .fix(
                                "set audience to what the token is for and expirationSeconds to at most a day, or let the webhook of"
                                        + " workload identity mount the token")
                        .parameters(AUDIENCES, MAX_SECONDS));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        for (Field source : volume.field().at("projected", "sources").items()) {
            Field token = source.get("serviceAccountToken");
            if (token.isPresent()) {
                expiration(token.get("expirationSeconds"), judgement);
                audience(token.get("audience"), judgement);
            }
        }
    }

    private static void expiration(Field expiration, Judgement judgement) {
        Long seconds = expiration.integer();
        long most = judgement.get(MAX_SECONDS);
        // unset means an hour
        if (seconds != null && (seconds < MIN_SECONDS || seconds > most)) {
            judgement.fail(
                    expiration, "expirationSeconds is " + seconds + ", not between " + MIN_SECONDS + " and " + most);
        }
    }

    private static void audience(Field audience, Judgement judgement) {
        String value = audience.stringOr("");
        if (value.isEmpty()) {
            judgement.fail(audience, "audience is not set, which makes it a token for the API server");
        } else if (!judgement.get(AUDIENCES).contains(value)) {
            judgement.fail(audience, "audience is " + value + ", which is not allowed");
        } else if (value.equals(WorkloadIdentity.AUDIENCE)) {
            judgement.add(Observation.violation(
                            audience.place(),
                            "audience is that of workload identity: its webhook mounts such a token by itself",
                            "")
                    .withSeverity(LOW));
        }
    }
}
