package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.manifest.Position;

/** A text is not HCL. */
public final class HclException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position at;

    HclException(Position at, String message) {
        super(message);
        this.at = at;
    }

    /** Where it is not. */
    public Position at() {
        return at;
    }
}
