package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.source.ChartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders a chart with values laid over its own, and counts the renders. */
final class TrialRenders {
    private final Path chart;
    private final HelmBinary helm;
    private final Map<String, Rendered> plain = new HashMap<>();
    private int count;

    TrialRenders(Path chart, HelmBinary helm) {
        this.chart = chart;
        this.helm = helm;
    }

    /** What the chart renders with its own values alone; nothing where the binary refuses it. */
    Rendered plain(String release) throws IOException {
        Rendered known = plain.get(release);
        if (known == null) {
            Rendered rendered = render(release, new ValuesOverlay());
            known = rendered == null ? Rendered.NOTHING : rendered;
            plain.put(release, known);
        }
        return known;
    }

    /** What the chart renders with values over its own, or null where the binary refuses them. */
    @Nullable
    Rendered with(String release, ValuesOverlay overlay) throws IOException {
        return overlay.isEmpty() ? plain(release) : render(release, overlay);
    }

    private @Nullable Rendered render(String release, ValuesOverlay overlay) throws IOException {
        Path values = Files.createTempFile("aks-policy-absent", ".json");
        try {
            Files.writeString(values, overlay.json());
            count++;
            HelmBinary.Output output = helm.template(release, chart, values, ChartRequest.DEFAULT_KUBE_VERSION);
            return output.status() == 0 ? Rendered.of(output.stdout()) : null;
        } catch (ManifestException unreadable) {
            return null;
        } finally {
            Files.delete(values);
        }
    }

    int count() {
        return count;
    }
}
