package io.github.akspolicy.signing.keyless;

/**
 * Who may sign without a key: the identity that Fulcio certifies, and who vouched for it. Both are compared whole.
 *
 * @param subject the subject alternative name, such as a mail address or the URL of a workflow
 * @param issuer the OpenID Connect issuer, such as {@code https://token.actions.githubusercontent.com}
 */
public record KeylessIdentity(String subject, String issuer) {
    /** @throws IllegalArgumentException when one is empty: then anybody could sign */
    public KeylessIdentity {
        if (subject.isBlank() || issuer.isBlank()) {
            throw new IllegalArgumentException("an identity needs a subject and an issuer");
        }
    }
}
