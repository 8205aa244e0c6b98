package io.github.akspolicy.resource.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import java.util.List;
import java.util.Optional;

/**
 * A Notation trust policy: who must have signed the images of which repositories. It is read from {@code
 * trustpolicy.json}, or from the {@code trustPolicyDoc} of a Ratify {@code Verifier}.
 *
 * @param statements its statements in the order of the document; of an invalid document those that could be read
 * @param problems the rules of the specification that it breaks; an invalid document verifies nothing
 * @param warnings what it may say, but surely was not meant to
 */
public record TrustPolicy(List<TrustStatement> statements, List<Problem> problems, List<Problem> warnings) {
    /**
     * A broken rule.
     *
     * @param at the member that breaks it
     * @param message what is wrong, starting with the member
     */
    public record Problem(Place at, String message) {}

    public TrustPolicy {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Reads and checks a document; never fails. */
    public static TrustPolicy read(Field document) {
        return new TrustPolicyReader().read(document);
    }

    /** Whether it may be used at all. */
    public boolean isValid() {
        return problems.isEmpty();
    }

    /**
     * The statement for a repository: the one that names it exactly, else the one for {@code *}.
     *
     * @param repository registry and path, such as {@code contoso.azurecr.io/store/app}
     */
    public Optional<TrustStatement> statementFor(String repository) {
        return statements.stream()
                .filter(statement -> statement.scopes().contains(repository))
                .findFirst()
                .or(() -> statements.stream().filter(TrustStatement::isGlobal).findFirst());
    }
}
