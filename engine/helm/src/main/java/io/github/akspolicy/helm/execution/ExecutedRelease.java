package io.github.akspolicy.helm.execution;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.template.chart.ChartNode;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One release of a chart, for the executor of templates.
 *
 * @param chart the chart with the values of the release
 * @param release what Helm is told of it
 * @param assumptions what is assumed where only a deployment knows more
 */
public record ExecutedRelease(ExecutedChart chart, Release release, Assumptions assumptions) {
    /** What is shown to a person, and not installed. */
    private static final String NOTES = "NOTES.txt";

    /**
     * The release of a request.
     *
     * @param version that of the Helm which is followed
     * @throws RenderException where Helm would refuse the values
     */
    public static ExecutedRelease of(Chart chart, ChartRequest request, UserValues values, String version)
            throws RenderException {
        return of(ExecutedChart.of(chart, Dialect.of(version)), request, values);
    }

    /**
     * The release of a request.
     *
     * @param chart without values of the user; several releases may share it
     * @throws RenderException where Helm would refuse the values
     */
    public static ExecutedRelease of(ExecutedChart chart, ChartRequest request, UserValues values)
            throws RenderException {
        ExecutedChart executed = chart.with(values.written(), values.integers());
        var apis = new ArrayList<>(
                request.apis().helmsOwn() ? DefaultCapabilities.apiVersions(chart.dialect()) : java.util.List.of());
        apis.addAll(request.apis().versions());
        var release = new Release(
                request.releaseName(),
                request.namespace(),
                request.isUpgrade(),
                request.revision(),
                request.kubeVersion(),
                apis,
                executed.helmVersion());
        return new ExecutedRelease(executed, release, new Assumptions(request.isAtAnotherTime(), false));
    }

    /** The release as it is installed first, whatever its revision is. */
    public Release installation() {
        return new Release(
                release.name(),
                release.namespace(),
                false,
                ChartRequest.INSTALLATION,
                release.kubeVersion(),
                release.apiVersions(),
                release.helmVersion());
    }

    /**
     * What each template writes. Where one cannot be executed, the others are executed one by one.
     *
     * @param wanted the templates, by Helm's names of them
     * @return nothing for a template that cannot be executed
     */
    public Map<String, Text> texts(Set<String> wanted) throws RenderException {
        Observer observer = observer();
        try {
            return execute(composed(), observer, wanted::contains);
        } catch (RenderException | RuntimeException failed) {
            var texts = new HashMap<String, Text>();
            for (String path : wanted) {
                try {
                    texts.putAll(execute(composed(), observer, path::equals));
                } catch (RenderException | RuntimeException alone) {
                    // Helm has rendered it: its lines are not known, which a note says of each file, whatever the cause
                    continue;
                }
            }
            return texts;
        }
    }

    /**
     * What the third-party charts in a chart write where there is nothing of the user's: no template, no default, no value.
     *
     * @param root the chart of the release
     * @return the texts by Helm's names of the templates; empty where the charts cannot be executed like that
     */
    public Map<String, String> alone(Chart root) {
        try {
            ExecutedChart alone = chart.alone(root);
            var texts = new LinkedHashMap<String, String>();
            alone.execute(alone.composed(), release, observer(), path -> !path.endsWith(NOTES))
                    .forEach((path, text) -> texts.put(path, text.toString()));
            return texts;
        } catch (RenderException | RuntimeException notExecuted) {
            // they ask for values or take too much, or the executor has a defect: what they write is not known in any
            // case,
            // and findings in their lines are the repository's
            return Map.of();
        }
    }

    private Observer observer() {
        return new Observer() {
            @Override
            public Assumptions assumptions() {
                return assumptions;
            }
        };
    }

    /** The same release with further values: see {@link ExecutedChart#with}. */
    public ExecutedRelease with(GoMap changes) {
        return new ExecutedRelease(chart.with(changes), release, assumptions);
    }

    /** The charts that are on, with their values: see {@link ExecutedChart#composed}. */
    public ChartNode composed() throws RenderException {
        return chart.composed();
    }

    /** The same with values that no execution may change: see {@link ExecutedChart#shared}. */
    public ChartNode shared() throws RenderException {
        return chart.shared();
    }

    /**
     * What templates write.
     *
     * @param composed what {@link #composed} gave
     * @param observer is told what is decided; it has the {@link #assumptions} of the release
     * @param wanted which templates to execute, by Helm's names of them
     * @throws RenderException where Helm would end with an error
     */
    public Map<String, Text> execute(ChartNode composed, Observer observer, Predicate<String> wanted)
            throws RenderException {
        return chart.execute(composed, release, observer, wanted);
    }
}
