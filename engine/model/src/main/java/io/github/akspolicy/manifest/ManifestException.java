package io.github.akspolicy.manifest;

import org.jspecify.annotations.Nullable;

/** A text that cannot be read as manifests: what is wrong, and where. The message holds no value of the text. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Position position;

    /**
     * @param message what is wrong and how to mend it, without file or line
     * @param position where, or null when it concerns the text as a whole
     */
    public ManifestException(String message, @Nullable Position position) {
        super(message);
        this.position = position;
    }

    /** Where in the text, or null when it concerns the text as a whole. */
    public @Nullable Position position() {
        return position;
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
