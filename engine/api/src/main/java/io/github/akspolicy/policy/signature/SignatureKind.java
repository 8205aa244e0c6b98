package io.github.akspolicy.policy.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways in which images are signed. */
public enum SignatureKind {
    /** Notary Project: JWS or COSE with certificates. */
    NOTATION,
    /** cosign with a key. */
    COSIGN_KEY,
    /** cosign with a certificate of sigstore. */
    COSIGN_KEYLESS;

    /** The words for settings: {@code notation}, {@code cosign-key}, {@code cosign-keyless}. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SignatureKind::toString).toList();
    }

    /** The kind that a word of {@link #words()} means. */
    public static SignatureKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
