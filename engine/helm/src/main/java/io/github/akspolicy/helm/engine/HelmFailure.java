package io.github.akspolicy.helm.engine;

import io.github.akspolicy.manifest.ForeignText;
import org.jspecify.annotations.Nullable;

/** A render that failed: Helm's own message up to {@link ForeignText#READ} characters, without hints that concern its command line. */
public final class HelmFailure extends Exception {
    private static final long serialVersionUID = 1;

    private enum Cause {
        CHART,
        ENGINE,
        MACHINE
    }

    private final Cause of;

    /** Of a chart that does not render. */
    public HelmFailure(String message) {
        this(message, Cause.CHART);
    }

    private HelmFailure(String message, Cause of) {
        super(ForeignText.toRead(message));
        this.of = of;
    }

    /** Of Helm itself: another render would not tell more. */
    static HelmFailure ofEngine(String message) {
        return new HelmFailure(message, Cause.ENGINE);
    }

    /** Of the machine on which Helm cannot be run: no chart has to do with it. */
    static HelmFailure ofMachine(@Nullable String message) {
        return new HelmFailure(String.valueOf(message), Cause.MACHINE);
    }

    /** Whether Helm itself failed rather than the chart, as when a render takes too long. */
    public boolean isOfEngine() {
        return of != Cause.CHART;
    }

    /** Whether Helm cannot be run here, whatever the chart is. */
    public boolean isOfMachine() {
        return of == Cause.MACHINE;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
