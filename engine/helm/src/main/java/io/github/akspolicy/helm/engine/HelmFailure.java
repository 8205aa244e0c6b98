package io.github.akspolicy.helm.engine;

import io.github.akspolicy.manifest.ForeignText;

/** A render that failed: Helm's own message up to {@link ForeignText#READ} characters, without hints that concern its command line. */
public final class HelmFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean ofEngine;

    /** Of a chart that does not render. */
    public HelmFailure(String message) {
        this(message, false);
    }

    private HelmFailure(String message, boolean ofEngine) {
        super(ForeignText.toRead(message));
        this.ofEngine = ofEngine;
    }

    /** Of Helm itself: another render would not tell more. */
    static HelmFailure ofEngine(String message) {
        return new HelmFailure(message, true);
    }

    /** Whether Helm itself failed rather than the chart, as when a render takes too long. */
    public boolean isOfEngine() {
        return ofEngine;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
