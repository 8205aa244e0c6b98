package io.github.akspolicy.helm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.execution.Decision.Place;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Executions of a chart in all situations: once from the beginning, and once after another one. */
public final class Courses {
    private static final int MOST_TURNED = 8;
    private static final Dialect DIALECT = Dialect.HELM_4;
    private static final List<Situation> SITUATIONS = List.of(
            Situation.RENDERED.at(2),
            Situation.RENDERED.later(),
            Situation.RENDERED.finding(),
            Situation.RENDERED.at(101).later().finding(),
            Situation.RENDERED.withOtherHelm());

    private final ExecutedChart chart;
    private final Course rendered;

    private Courses(ExecutedChart chart) {
        this.chart = chart;
        this.rendered =
                Course.of(chart, release(DefaultCapabilities.apiVersions(DIALECT)), Situation.RENDERED, Map.of());
    }

    /** A chart with its defaults. */
    public static Courses of(Path chart) throws SourceException, RenderException {
        Chart loaded = ChartLoader.load(
                chart, new Workspace(chart.resolveSibling("")), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
        return new Courses(ExecutedChart.of(loaded, DIALECT));
    }

    private static Release release(List<String> apis) {
        return new Release("shop", "prod", false, 1, "v1.33.0", apis, "v4.1.4");
    }

    /** As Helm renders it. */
    public Course rendered() {
        return rendered;
    }

    /** In one situation, after the render. */
    public Course again(Situation situation) {
        return rendered.again(chart, release(DefaultCapabilities.apiVersions(DIALECT)), situation, Map.of());
    }

    /** Whatever was executed before, an execution ends like one from the beginning. Returns how many were compared. */
    public int assertAlike() {
        Release helms = release(DefaultCapabilities.apiVersions(DIALECT));
        Release other = release(List.of("v1", "apps/v1", "policy/v1beta1"));
        int compared = 1;
        assertAlike(rendered, other, Situation.RENDERED, Map.of());
        for (Situation situation : SITUATIONS) {
            Course course = assertAlike(rendered, helms, situation, Map.of());
            assertAlike(course, other, Situation.RENDERED.finding(), Map.of());
            compared += 2;
        }
        for (Map.Entry<Place, Decision> decided :
                rendered.decisions().entrySet().stream().limit(MOST_TURNED).toList()) {
            Map<Place, Boolean> turned =
                    Map.of(decided.getKey(), !decided.getValue().outcomes().contains(true));
            Course course = assertAlike(rendered, helms, Situation.RENDERED, turned);
            assertAlike(course, helms, Situation.RENDERED.finding(), Map.of());
            compared += 2;
        }
        return compared;
    }

    private Course assertAlike(Course before, Release release, Situation situation, Map<Place, Boolean> turned) {
        Course again = before.again(chart, release, situation, turned);
        Course first = Course.of(chart, release, situation, turned);
        String what = situation + " " + turned.values() + " after " + before.situation();
        assertThat(again.end()).as(what).isEqualTo(first.end());
        assertThat(again.reason()).as(what).isEqualTo(first.reason());
        assertThat(texts(again)).as(what).isEqualTo(texts(first));
        assertThat(again.values()).as(what).isEqualTo(first.values());
        if (first.isWhole()) {
            assertThat(again.asksForApis()).as(what).isEqualTo(first.asksForApis());
            assertThat(again.asksForState()).as(what).isEqualTo(first.asksForState());
            assertThat(decisions(again)).as(what).isEqualTo(decisions(first));
        }
        return again;
    }

    private static Map<String, String> texts(Course course) {
        var texts = new TreeMap<String, String>();
        course.texts().forEach((path, text) -> texts.put(path, text.bytes()));
        return texts;
    }

    private static List<String> decisions(Course course) {
        return course.decisions().entrySet().stream()
                .map(decided -> decided.getKey().text().name() + ":"
                        + decided.getKey().position() + " "
                        + decided.getValue().outcomes() + decided.getValue().inputs()
                        + decided.getValue().templates() + decided.getValue().isInTheOpen())
                .toList();
    }
}
