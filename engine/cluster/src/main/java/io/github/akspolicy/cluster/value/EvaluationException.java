package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;

/** The configuration is wrong at a place, in the way that Terraform itself refuses. */
public class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position at;

    /** @param message what is wrong, as a sentence without its place */
    public EvaluationException(Position at, String message) {
        super(message, null, false, false);
        this.at = at;
    }

    /** Where it is wrong. */
    public Position at() {
        return at;
    }
}
