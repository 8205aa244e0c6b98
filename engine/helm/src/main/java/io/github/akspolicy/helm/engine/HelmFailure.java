package io.github.akspolicy.helm.engine;

/** Helm's own message that a chart does not render, without hints that concern its command line. */
public final class HelmFailure extends Exception {
    private static final long serialVersionUID = 1;

    public HelmFailure(String message) {
        super(message);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
