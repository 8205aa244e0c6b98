package io.github.akspolicy.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a chart renders for a request, for all releases that ask for the same: environments that differ in their name alone. It is
 * rendered when it is first read, and once only. Safe for several threads.
 */
final class ChartRender {
    private final ReleaseId first;
    private final List<SetValue> provided;
    private final ChartRequest request;
    private final @Nullable ChartRequest otherwise;
    private final ChartRenderer renderer;
    private ChartRenderer.@Nullable Rendered rendered;
    private @Nullable SourceException failure;
    private final Map<Integer, ChartRender> upgrades = new HashMap<>();
    private @Nullable List<AbsentField> decidedFields;
    private Map<AbsentField, DecidingValue> decided = Map.of();
    private List<String> decidedNotes = List.of();

    /**
     * @param first the release that the calls to Helm are counted for
     * @param provided see {@link Release#provided()}
     */
    ChartRender(ReleaseId first, List<SetValue> provided, ChartRequest request, ChartRenderer renderer) {
        this(first, provided, request, null, renderer);
    }

    /** @param otherwise what is rendered where the chart does not render for the request; null for nothing */
    private ChartRender(
            ReleaseId first,
            List<SetValue> provided,
            ChartRequest request,
            @Nullable ChartRequest otherwise,
            ChartRenderer renderer) {
        this.first = first;
        this.provided = List.copyOf(provided);
        this.request = request;
        this.otherwise = otherwise;
        this.renderer = renderer;
    }

    /** The same, which renders for another request where it does not for its own. */
    ChartRender or(ChartRequest other) {
        return new ChartRender(first, provided, request, other, renderer);
    }

    List<SetValue> provided() {
        return provided;
    }

    ChartRequest request() {
        return request;
    }

    /** The same chart as an upgrade to a revision. */
    synchronized ChartRender asUpgrade(int revision) {
        return upgrades.computeIfAbsent(
                revision,
                upgrade -> new ChartRender(
                        first.asUpgrade(),
                        provided,
                        request.asUpgrade(upgrade),
                        otherwise == null ? null : otherwise.asUpgrade(upgrade),
                        renderer));
    }

    List<FetchedChart> fetched() throws SourceException {
        return renderer.fetched(request);
    }

    /** What was rendered; null before the first read, and of a chart that does not render. */
    synchronized ChartRenderer.@Nullable Rendered known() {
        return rendered;
    }

    synchronized ChartRenderer.Rendered rendered() throws SourceException {
        if (failure != null) {
            throw failure;
        }
        if (rendered == null) {
            try {
                rendered = renderedOrProvided();
            } catch (SourceException broken) {
                failure = broken;
                throw broken;
            }
        }
        return rendered;
    }

    private ChartRenderer.Rendered renderedOrProvided() throws SourceException {
        try {
            return renderer.render(request);
        } catch (SourceException broken) {
            if (provided.isEmpty() && otherwise == null) {
                throw broken;
            }
            try {
                return renderer.render(otherwise == null ? request.with(provided) : otherwise);
            } catch (SourceException other) {
                // the reason is not that they are missing
                throw broken;
            }
        }
    }

    /** See {@link Release#absentFields()}; the same question is answered once. */
    @Nullable
    AbsentFields absentFields() {
        ChartRenderer.Rendered known = known();
        AbsentFields fields = known == null ? null : known.absentFields();
        return fields == null ? null : (asked, notes) -> decide(fields, asked, notes);
    }

    private synchronized Map<AbsentField, DecidingValue> decide(
            AbsentFields fields, List<AbsentField> asked, Consumer<String> notes) {
        if (!asked.equals(decidedFields)) {
            var said = new ArrayList<String>();
            decided = fields.decide(asked, said::add);
            decidedNotes = List.copyOf(said);
            decidedFields = List.copyOf(asked);
        }
        decidedNotes.forEach(notes);
        return decided;
    }

    /** The calls to Helm for a release: those of a render that several share are the first one's. */
    Map<String, Integer> renders(ReleaseId release) {
        ChartRenderer.Rendered known = known();
        return known == null || !release.equals(first)
                ? Map.of()
                : known.renders().get();
    }
}
