package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.image.TrustPolicy;
import io.github.akspolicy.resource.image.TrustStatement;
import io.github.akspolicy.resource.image.TrustStatement.Action;
import io.github.akspolicy.resource.image.TrustStatement.Level;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trust policy that trusts everyone, everywhere, or only logs, makes verification a ceremony. */
final class TrustPoliciesMustBeStrict extends BuiltInPolicy<TrustPoliciesMustBeStrict.Document> {
    private static final Parameter<String> LEVEL = Parameter.choice(
            "requiredLevel", List.of("strict", "permissive"), "strict", "the weakest level that is allowed");
    private static final Parameter<Boolean> GLOBAL =
            Parameter.flag("allowGlobalScope", false, "whether the scope * is allowed");
    private static final Parameter<Boolean> ANYBODY =
            Parameter.flag("allowAnyIdentity", false, "whether the identity * is allowed");

    /**
     * A trust policy in a manifest.
     *
     * @param policy the policy
     * @param within the one field that holds it as text, or null when its members have their own places
     */
    record Document(TrustPolicy policy, @Nullable Place within) {}

    private static final ViewType<Document> VIEW = new ViewType<>("trust policy", TrustPoliciesMustBeStrict::documents);

    TrustPoliciesMustBeStrict() {
        super(
                VIEW,
                policy(
                                "image/notation-trust-policy",
                                HIGH,
                                "Notation trust policies must be strict and narrowly scoped")
                        .fix(
                                "name the repositories under registryScopes and the signers under trustedIdentities, at level strict")
                        .parameters(LEVEL, GLOBAL, ANYBODY));
    }

    private static List<Document> documents(Resource resource) {
        if (resource.is(RatifyVerifier.GROUP, "Verifier") || resource.is(RatifyVerifier.GROUP, "NamespacedVerifier")) {
            Field document = resource.root().at("spec", "parameters", "trustPolicyDoc");
            return document.isPresent() ? List.of(new Document(TrustPolicy.read(document), null)) : List.of();
        }
        return resource.is("", "ConfigMap")
                ? Stream.of("trustpolicy.json", "trustpolicy.oci.json")
                        .map(name -> text(resource.root().get("data").get(name)))
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }

    private static @Nullable Document text(Field field) {
        String json = field.string();
        if (json == null) {
            return null;
        }
        try {
            return new Document(
                    TrustPolicy.read(Field.root(ManifestReader.json(json, ReadLimits.DEFAULT))), field.place());
        } catch (ManifestException malformed) {
            var problem =
                    new TrustPolicy.Problem(field.place(), "the trust policy is not JSON: " + malformed.getMessage());
            return new Document(new TrustPolicy(List.of(), List.of(problem), List.of()), field.place());
        }
    }

    @Override
    public void evaluate(Document document, Judgement judgement) {
        Stream.concat(document.policy().problems().stream(), document.policy().warnings().stream())
                .forEach(problem -> fail(document, problem.at(), problem.message(), judgement));
        for (TrustStatement statement : document.policy().statements()) {
            judge(document, statement, judgement);
        }
    }

    private static void judge(Document document, TrustStatement statement, Judgement judgement) {
        String called = " of " + statement.name();
        if (statement.level().compareTo(level(judgement.get(LEVEL))) > 0) {
            fail(
                    document,
                    place(statement, "level"),
                    "level" + called + " is " + statement.level() + ", weaker than " + judgement.get(LEVEL),
                    judgement);
        }
        if (statement.isGlobal() && !judgement.get(GLOBAL)) {
            fail(
                    document,
                    place(statement, "registryScopes"),
                    "registryScopes" + called + " is *: every repository",
                    judgement);
        }
        if (statement.identities().contains(TrustStatement.ANY) && !judgement.get(ANYBODY)) {
            fail(
                    document,
                    place(statement, "trustedIdentities"),
                    "trustedIdentities" + called + " is *: everyone with a certificate of these stores",
                    judgement);
        }
        statement.actions().entrySet().stream()
                .filter(override -> override.getValue() != Action.ENFORCE
                        && statement.level().action(override.getKey()) == Action.ENFORCE)
                .map(override -> override.getKey() + " to " + override.getValue())
                .sorted()
                .forEach(relaxed -> fail(
                        document,
                        place(statement, "override"),
                        "override" + called + " relaxes " + relaxed,
                        judgement));
    }

    private static Level level(String word) {
        return word.equals("strict") ? Level.STRICT : Level.PERMISSIVE;
    }

    private static Place place(TrustStatement statement, String member) {
        return statement.fields().getOrDefault(member, statement.at());
    }

    private static void fail(Document document, Place at, String message, Judgement judgement) {
        Place place = document.within() == null ? at : document.within();
        judgement.add(Observation.violation(place, message, document.within() == null ? "" : message));
    }
}
