package io.github.akspolicy.configuration;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the renderer of charts when the first chart asks for it. */
final class ChartRenderers {
    private final ClassLoader loader;
    private final Problems problems;
    private boolean looked;
    private boolean reported;
    private String broken = "";
    private @Nullable ChartRenderer renderer;

    ChartRenderers(ClassLoader loader, Problems problems) {
        this.loader = loader;
        this.problems = problems;
    }

    /**
     * The renderer, or null when there is none, which is reported once.
     *
     * @param chart the entry that needs it, or null when no file says so
     */
    @Nullable
    ChartRenderer get(@Nullable SourceLocation chart) {
        boolean isFirst = !reported;
        ChartRenderer found = find();
        if (found == null && isFirst) {
            reported = true;
            problems.add(new Problem(
                    "charts cannot be rendered: " + (broken.isEmpty() ? "there is no Helm on the class path" : broken),
                    chart,
                    broken.isEmpty() ? "add io.github.akspolicy:aks-policy-helm" : ""));
        }
        return found;
    }

    /** The renderer, or null when there is none: for those who can do without. */
    @Nullable
    ChartRenderer find() {
        if (!looked) {
            looked = true;
            try {
                renderer = ServiceLoader.load(ChartRenderer.class, loader)
                        .findFirst()
                        .orElse(null);
            } catch (ServiceConfigurationError e) {
                broken = String.valueOf(e.getMessage());
            }
        }
        return renderer;
    }
}
