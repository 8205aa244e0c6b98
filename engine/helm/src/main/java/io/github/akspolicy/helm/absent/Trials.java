package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders of one release with values that are tried: so many, and what the last one that Helm refused names. */
final class Trials {
    private final RenderedChart chart;
    private final TrialRender.Session session;
    private final RenderedFields plain;
    private Set<Candidate> suspects = Set.of();
    private int left;
    private boolean isCutShort;

    /**
     * @param plain what the chart renders without further values
     * @param most how many renders at most
     */
    Trials(RenderedChart chart, TrialRender.Session session, RenderedFields plain, int most) {
        this.chart = chart;
        this.session = session;
        this.plain = plain;
        this.left = most;
    }

    /** Whether one more render is left, which this one takes. */
    boolean take() {
        return left-- > 0;
    }

    boolean isLeft() {
        return left > 0;
    }

    /** Leaves at least so many renders, whatever was taken before. */
    void leave(int most) {
        left = Math.max(left, most);
    }

    /** Values that the last refusal names, or the fault of the last file that could not be read. */
    Set<Candidate> suspects() {
        return suspects;
    }

    /** Values that a fault names. */
    void suspect(Set<Candidate> named) {
        suspects = named;
    }

    /** Whether Helm could not be asked to the end. */
    boolean isCutShort() {
        return isCutShort;
    }

    Overlay overlay(Collection<Candidate> values) {
        return new Overlay(chart, values);
    }

    /** The fields of a render with values; null when Helm refuses them. */
    @Nullable
    RenderedFields render(Overlay overlay) {
        TrialRender.Trial trial = session.render(overlay.values());
        isCutShort |= trial.isNone();
        suspects = overlay.named(trial.refusal());
        return trial.texts() == null ? null : RenderedFields.of(trial.texts(), plain);
    }

    /** The same; null when the file of one of the fields cannot be read, too. */
    @Nullable
    RenderedFields renderWhole(Overlay overlay, Collection<AbsentField> wanted) {
        RenderedFields fields = render(overlay);
        return fields == null || wanted.stream().anyMatch(fields::isBroken) ? null : fields;
    }

    /** The fields of a render with values; null when Helm refuses them. */
    @Nullable
    RenderedFields render(List<Candidate> values) {
        return render(overlay(values));
    }
}
