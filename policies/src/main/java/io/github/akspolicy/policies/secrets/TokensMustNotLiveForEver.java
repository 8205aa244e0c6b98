package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A token in a Secret has no end: whoever read it once has the account for ever. */
final class TokensMustNotLiveForEver extends BuiltInEnvironmentPolicy<TokensMustNotLiveForEver.Token> {
    private static final String TYPE = "kubernetes.io/service-account-token";
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    /** What makes tokens, under no key. */
    private static final Index<String, Token> TOKENS =
            new Index<>("tokens that never end", Kinds.of("", "Secret", "ServiceAccount"), Token::of, token -> "");

    /**
     * A Secret for a token, or a name that a ServiceAccount has for one.
     *
     * @param named what a ServiceAccount names; null for a Secret
     */
    record Token(Place place, String message, @Nullable NamespacedName named) {
        static List<Token> of(Resource resource) {
            if (resource.kind().equals("ServiceAccount")) {
                return resource.root().get("secrets").items().stream()
                        .map(item -> new Token(
                                item.place(),
                                "secrets names a Secret for tokens that never end",
                                new NamespacedName(
                                        resource.namespace(), item.get("name").written())))
                        .toList();
            }
            Field type = resource.root().get("type");
            Field account = resource.root().at("metadata", "annotations", ACCOUNT);
            if (TYPE.equals(type.string())) {
                return List.of(new Token(type.place(), "type makes the Secret a token that never ends", null));
            }
            return account.isPresent()
                    ? List.of(new Token(
                            account.place(),
                            "annotation " + ACCOUNT + " is for Secrets with tokens that never end",
                            null))
                    : List.of();
        }
    }

    TokensMustNotLiveForEver() {
        super(
                TOKENS,
                Set.of(SecretFacts.SECRETS),
                policy("secrets/service-account-token-secret", HIGH, "No long-lived ServiceAccount token Secrets")
                        .fix(
                                "remove the Secret; pods get bound tokens by themselves, others ask for one with kubectl create token")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Token token, Indexes indexes, Judgement judgement) {
        var found = Observation.violation(token.place(), token.message(), "");
        if (token.named() == null) {
            judgement.add(found);
        } else if (indexes.get(SecretFacts.SECRETS, token.named()).isEmpty()) {
            // one of the sources says itself what it is: a Secret that pods of the account may mount
            judgement.add(found.withSeverity(LOW));
        }
    }
}
