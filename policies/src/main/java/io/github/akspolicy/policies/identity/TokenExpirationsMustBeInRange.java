package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.TOKEN_EXPIRATION;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The webhook refuses pods with a wrong value: the Deployment is accepted, and never gets a pod. */
final class TokenExpirationsMustBeInRange extends BuiltInPolicy<Field> {
    private static final long MIN_SECONDS = 3_600;
    private static final long MAX_SECONDS = 86_400;
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    private static final ViewType<Field> VIEW =
            new ViewType<>("token expiration", TokenExpirationsMustBeInRange::expirations);

    private static final Parameter<Long> MAX = Parameter.integer(
            "maxSeconds", MAX_SECONDS, "the longest validity that is allowed; the webhook's own limit is 86400");

    TokenExpirationsMustBeInRange() {
        super(
                VIEW,
                policy(
                                "identity/token-expiration",
                                MEDIUM,
                                "service-account-token-expiration must be an integer between 3600 and 86400")
                        .fix(
                                "set the annotation to a number of seconds between 3600 and 86400, in quotes, or remove it")
                        .parameters(MAX)
                        .in(RECOMMENDED));
    }

    private static List<Field> expirations(Resource resource) {
        Stream<Field> annotations = resource.is("", "ServiceAccount")
                ? Stream.of(resource.root().at("metadata", "annotations"))
                : Pod.VIEW.of().apply(resource).stream().map(Pod::annotations);
        return annotations
                .map(map -> map.get(TOKEN_EXPIRATION))
                .filter(Field::isPresent)
                .toList();
    }

    @Override
    public void evaluate(Field annotation, Judgement judgement) {
        String text = annotation.string();
        if (text == null) {
            judgement.fail(annotation, "annotation " + TOKEN_EXPIRATION + " is not a string: write it in quotes");
        } else if (text.isEmpty()) {
            return; // the webhook takes it for unset
        } else if (!WHOLE.matcher(text).matches()) {
            judgement.fail(annotation, "annotation " + TOKEN_EXPIRATION + " is not a whole number");
        } else {
            long seconds = Long.parseLong(text);
            long most = Math.min(MAX_SECONDS, judgement.get(MAX));
            if (seconds < MIN_SECONDS || seconds > most) {
                judgement.fail(
                        annotation,
                        "annotation " + TOKEN_EXPIRATION + " is " + seconds + ", not between " + MIN_SECONDS + " and "
                                + most);
            }
        }
    }
}
