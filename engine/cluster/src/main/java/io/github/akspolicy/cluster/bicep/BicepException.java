package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Position;

/** A text is not Bicep, or a file of it cannot be read. The message holds nothing of the text. */
public final class BicepException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Position position;

    BicepException(String message, Position position) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where the text is wrong. */
    public Position position() {
        return position;
    }
}
