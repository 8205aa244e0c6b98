package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Node;
import org.jspecify.annotations.Nullable;

/**
 * Files that SOPS has encrypted: their keys can be read, their values cannot. Source: SOPS' documentation, "Encryption
 * protocol" (the mapping {@code sops} with its {@code mac}).
 */
public final class EncryptedFile {
    private EncryptedFile() {}

    /** Whether SOPS encrypted the file that a document is of. */
    public static boolean is(@Nullable Node document) {
        return document instanceof Node.Mapping mapping
                && mapping.get("sops") instanceof Node.Mapping sops
                && sops.get("mac") instanceof Node.Scalar;
    }

    /**
     * The line about an encrypted file or object.
     *
     * @param what its name, such as {@code secrets.yaml}
     */
    public static NotEvaluated notEvaluated(String what, SourceLocation at) {
        return new NotEvaluated(
                what,
                "SOPS has encrypted the values",
                at,
                "where it may be decrypted, evaluate what sops decrypt writes");
    }
}
