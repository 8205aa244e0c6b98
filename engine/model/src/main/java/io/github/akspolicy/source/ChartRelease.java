package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Helm chart for one environment. */
public final class ChartRelease implements Release {
    private final ReleaseId id;
    private final @Nullable String namespace;
    private static final String VALUES_FIX = "list a file with the values that it needs under values of the source";

    /** What stands for the value of a key that only the pipeline knows. */
    public static final String PLACEHOLDER = "provided-at-deployment";

    private final ChartRender render;
    private final boolean isUpgradedToo;
    private final String valuesFix;
    private final boolean isScanned;

    /**
     * @param namespace see {@link Release#namespace()}; the request has one in any case, since Helm needs one
     * @param provided the keys of {@link Release#provided()}, each with a text that stands for its value. A chart that does
     *     not render without them, since it requires one, is rendered with these
     */
    public ChartRelease(
            ReleaseId id,
            @Nullable String namespace,
            List<SetValue> provided,
            ChartRequest request,
            ChartRenderer renderer) {
        this(id, namespace, new ChartRender(id, provided, request, renderer), false, VALUES_FIX, false);
    }

    private ChartRelease(
            ReleaseId id,
            @Nullable String namespace,
            ChartRender render,
            boolean isUpgradedToo,
            String valuesFix,
            boolean isScanned) {
        this.id = id;
        this.namespace = namespace;
        this.render = render;
        this.isUpgradedToo = isUpgradedToo;
        this.valuesFix = valuesFix;
        this.isScanned = isScanned;
    }

    /** The same release, rendered as its first upgrade. */
    public ChartRelease asUpgrade() {
        return asUpgrade(ChartRequest.FIRST_UPGRADE);
    }

    private ChartRelease asUpgrade(int revision) {
        return new ChartRelease(id.asUpgrade(), namespace, render.asUpgrade(revision), true, valuesFix, isScanned);
    }

    /** The same release, where {@link #asUpgrade()} is evaluated beside it. */
    public ChartRelease besideUpgrade() {
        return new ChartRelease(id, namespace, render, true, valuesFix, isScanned);
    }

    /** The same release with the render of another one, which asks for the same. */
    public ChartRelease sharing(ChartRelease other) {
        return new ChartRelease(id, namespace, other.render, isUpgradedToo, valuesFix, isScanned);
    }

    /**
     * The same release of a chart that no configuration names.
     * It is passed over, with a line, where it needs values or dependencies, or renders nothing without them.
     *
     * @param fix how to give it values
     */
    public ChartRelease scanned(String fix) {
        return new ChartRelease(id, namespace, render, isUpgradedToo, fix, true);
    }

    /**
     * The same release, rendered with other values where the chart does not render with its own: text that stands for a value may not
     * be of the type that the chart wants.
     */
    public ChartRelease or(ChartRequest other) {
        return new ChartRelease(id, namespace, render.or(other), isUpgradedToo, valuesFix, isScanned);
    }

    /** What the chart is rendered with. */
    public ChartRequest request() {
        return render.request();
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public @Nullable String namespace() {
        return namespace;
    }

    @Override
    public List<String> provided() {
        return render.provided().stream().map(SetValue::key).toList();
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        ChartRenderer.Rendered chart = withValues();
        ChartRequest request = render.request();
        if (isScanned && chart.manifests().isEmpty()) {
            receiver.notEvaluated(new NotEvaluated(
                    request.workspace().relative(request.chart()),
                    "the chart renders nothing with these values",
                    request.workspace().start(request.chart()),
                    valuesFix));
        }
        chart.manifests().forEach(receiver::file);
        chart.values().forEach(receiver::values);
        chart.notes().forEach(receiver::note);
        chart.notEvaluated().forEach(receiver::notEvaluated);
        for (Path file : request.valuesFiles()) {
            encrypted(file, receiver);
        }
        if (!id.isUpgrade()) {
            boolean isShown = isUpgradedToo || chart.upgradeThatDiffers() > 0;
            receiver.conditions(chart.conditions().stream()
                    .filter(condition -> !(isShown && condition.isShownByVariants()))
                    .toList());
        }
    }

    /** The upgrade, of a chart that hides what it changes in one. */
    @Override
    public @Nullable Release otherState() {
        ChartRenderer.Rendered known = render.known();
        return isUpgradedToo || known == null || known.upgradeThatDiffers() == 0
                ? null
                : asUpgrade(known.upgradeThatDiffers());
    }

    /** Helm renders the ciphertext of a values file that SOPS encrypted. */
    private void encrypted(Path file, Receiver receiver) {
        ChartRequest request = render.request();
        try {
            String text = ManifestFile.read(file, ReadLimits.DEFAULT, request.workspace())
                    .text();
            if (EncryptedFile.is(ManifestReader.helmValues(text, duplicate -> {}))) {
                receiver.notEvaluated(EncryptedFile.notEvaluated(
                        request.workspace().relative(file),
                        new SourceLocation(request.workspace().relative(file), 1, 1, SourceLocation.Role.VALUES)));
            }
        } catch (SourceException | ManifestException unreadable) {
            // the renderer reads it, too, and says why
            return;
        }
    }

    @Override
    public @Nullable AbsentFields absentFields() {
        return render.absentFields();
    }

    @Override
    public ThirdPartyManifests thirdParty() {
        ChartRenderer.Rendered known = render.known();
        return known == null ? ThirdPartyManifests.UNKNOWN : known.thirdParty();
    }

    @Override
    public Map<String, Integer> renders() {
        return render.renders(id);
    }

    /** See {@link ChartRenderer#fetched}. */
    public List<FetchedChart> fetched() throws SourceException {
        return render.fetched();
    }

    private ChartRenderer.Rendered withValues() throws SourceException {
        try {
            return render.rendered();
        } catch (IncompleteChartException needed) {
            throw needed.with(valuesFix, isScanned);
        }
    }
}
