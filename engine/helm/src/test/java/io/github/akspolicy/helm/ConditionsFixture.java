package io.github.akspolicy.helm;

import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chart, and what its last render said of the conditions on its deployment. */
abstract class ConditionsFixture {
    static final String T = "templates/a.yaml";

    /** Runs first, since it lies deepest. */
    static final String FIRST = "templates/deep/er/first.yaml";

    @TempDir
    Path folder;

    TestChart chart;
    private @Nullable Rendered last;

    @BeforeEach
    void open() {
        chart = new TestChart(folder);
    }

    Rendered render() throws SourceException {
        Rendered rendered = new HelmChartRenderer().render(chart.request());
        last = rendered;
        return rendered;
    }

    private Rendered last() {
        return Objects.requireNonNull(last, "nothing was rendered");
    }

    /** Renders the chart; what is named of it. */
    List<String> named() throws SourceException {
        return render().conditions().stream()
                .map(condition -> condition + (condition.secretData() ? " of a Secret" : ""))
                .toList();
    }

    /** How often the last render asked Helm, by reason. */
    String renders() {
        return new TreeMap<>(last().renders().get()).toString();
    }

    List<String> notes() {
        return last().notes();
    }

    /** The upgrade that is evaluated besides; 0 for none. */
    int upgrade() {
        return last().upgradeThatDiffers();
    }

    boolean isEvaluated() {
        return upgrade() > 0;
    }

    /** All that is evaluated of a render. */
    static String text(Rendered rendered) {
        return rendered.manifests().stream().map(ManifestFile::text).collect(Collectors.joining("\n---\n"));
    }
}
