package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceLocation;

/**
 * What a definition deploys and does not show.
 *
 * @param subject the resource that deploys it; may quote a secret, which the account masks
 * @param fault why it is not evaluated; the same words for all such resources
 * @param fix how to have it evaluated, or the empty string
 */
public record HiddenContent(String subject, String fault, String fix) {
    /** How to have what runs in the cluster evaluated. */
    public static final String AUDIT =
            "make what it deploys a source, or evaluate what runs: " + CommandText.command("audit");

    /** The line of the account. */
    public NotEvaluated at(String path, Position at) {
        return at(new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.MANIFEST));
    }

    /** The line of the account. */
    public NotEvaluated at(SourceLocation location) {
        return new NotEvaluated(subject, fault, location, fix);
    }
}
