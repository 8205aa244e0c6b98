package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SetValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart is copied and instrumented once for all its releases, and anew when it has changed. */
class OpenChartTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    /** Helm, which remembers the charts that it was called with. */
    private static final class Listening extends DelegatingHelm {
        private final List<Path> charts = Collections.synchronizedList(new ArrayList<>());

        Listening(HelmEngine helm) {
            super(helm);
        }

        /** The charts that are copies of the user's. */
        List<Path> copies() {
            return List.copyOf(charts);
        }

        @Override
        public HelmAnswer render(HelmCall call) throws HelmFailure {
            charts.add(call.chart());
            return super.render(call);
        }
    }

    private TestChart chart(String environment) {
        return new TestChart(folder).set(SetValue.Type.SET, "environment", environment);
    }

    private static String text(Rendered rendered) {
        return rendered.manifests().stream().map(ManifestFile::text).collect(Collectors.joining("\n---\n"));
    }

    @Test
    void environmentsShareTheCopiesOfAChart() throws Exception {
        chart("").file(T, "kind: Thing\nname: {{ .Values.environment }}\n");
        var helm = new Listening(HelmEngines.choose());
        var renderer = new HelmChartRenderer(helm);

        assertThat(text(renderer.render(chart("dev").request()))).contains("name: dev");
        assertThat(text(renderer.render(chart("prod").request()))).contains("name: prod");

        assertThat(helm.charts).hasSize(2);
        assertThat(helm.charts.get(1)).isEqualTo(helm.charts.get(0));
    }

    @Test
    void environmentsShareTheCopiesThatAClusterOfTheSameApisDecides() throws Exception {
        KnownApis apis = KnownApis.ofAks("v1.32.0", List.of());
        chart("").file(T, """
                kind: Thing
                name: {{ .Values.environment }}
                known: {{ .Capabilities.APIVersions.Has "metrics.k8s.io/v1beta1" }}
                """);
        var helm = new Listening(HelmEngines.choose());
        var renderer = new HelmChartRenderer(helm);

        assertThat(text(renderer.render(chart("dev").apis(apis).request()))).contains("name: dev", "known: true");
        List<Path> before = helm.copies();
        assertThat(text(renderer.render(chart("prod").apis(apis).request()))).contains("name: prod", "known: true");

        assertThat(before).hasSize(1);
        assertThat(helm.copies()).containsAll(before).hasSize(2).allMatch(before::contains);
    }

    @Test
    void thirdPartyChartsAloneNeedNoCopy() throws Exception {
        chart("")
                .file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/templates/a.yaml", "kind: Thing\n");
        var helm = new Listening(HelmEngines.choose());
        var renderer = new HelmChartRenderer(helm);
        for (String environment : List.of("dev", "prod")) {
            Rendered rendered = renderer.render(
                    chart(environment).thirdParty("charts/cache").request());
            assertThat(rendered.thirdParty().alone()).hasSize(1);
        }

        assertThat(helm.charts).hasSize(2);
    }

    /** A folder for the chart as it is, which has no link to a file of the user. */
    @Test
    void aCopyIsNoLinkToTheChart() throws Exception {
        chart("").file(T, "kind: Thing\n").file("values.yaml", "a: 1\n");
        Path values = folder.resolve("chart/values.yaml");
        var inodes = new ArrayList<Object>();
        var renderer = new HelmChartRenderer(new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) throws HelmFailure {
                try {
                    inodes.add(Files.getAttribute(call.chart().resolve("values.yaml"), "unix:ino"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return super.render(call);
            }
        });
        renderer.render(chart("dev").request());

        assertThat(inodes).hasSize(1).doesNotContain(Files.getAttribute(values, "unix:ino"));
        assertThat(Files.getAttribute(values, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void anUpgradeNeedsNoCopyOfItsOwn() throws Exception {
        chart("").file(T, "kind: Thing\nname: {{ .Release.IsUpgrade }}\n");
        var helm = new Listening(HelmEngines.choose());
        var renderer = new HelmChartRenderer(helm);

        assertThat(text(renderer.render(chart("dev").request()))).contains("name: false");
        assertThat(text(renderer.render(chart("dev").asUpgrade().request()))).contains("name: true");
        assertThat(text(renderer.render(chart("dev").request()))).contains("name: false");

        assertThat(helm.charts).hasSize(3).containsOnly(helm.charts.get(0));
    }

    @Test
    void valuesThatUseTheMarksHaveOtherMarks() throws Exception {
        chart("").file(T, "kind: Thing\nname: {{ .Values.environment }}\nlast: line\n");
        var renderer = new HelmChartRenderer();
        String mark = new String(Character.toChars(0xE000));

        assertThat(text(renderer.render(chart("dev").request()))).contains("name: dev");
        Rendered rendered = renderer.render(chart(mark).request());

        assertThat(text(rendered)).contains("name: " + mark);
        assertThat(rendered.manifests().get(0).origins().toString()).isNotEmpty();
    }

    @Test
    void aChartThatChangesIsOpenedAnew() throws Exception {
        var renderer = new HelmChartRenderer();
        chart("").file(T, "kind: Thing\nname: before\n");
        assertThat(text(renderer.render(chart("dev").request()))).contains("name: before");

        chart("").file(T, "kind: Thing\nname: behind\n");
        assertThat(text(renderer.render(chart("dev").request()))).contains("name: behind");

        chart("").file("templates/b.yaml", "kind: Other\n");
        assertThat(text(renderer.render(chart("dev").request()))).contains("kind: Other");
    }

    @Test
    void severalThreadsRenderWhatOneDoes() throws Exception {
        chart("").file(T, """
                kind: Thing
                name: {{ .Values.environment }}
                chart: {{ .Chart.Name }}
                """);
        var renderer = new HelmChartRenderer();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<ChartRequest> requests = IntStream.range(0, 24)
                    .mapToObj(i -> chart("environment" + i).request())
                    .toList();
            var rendered = new ArrayList<Future<Rendered>>();
            requests.forEach(request -> rendered.add(threads.submit(() -> renderer.render(request))));
            for (int i = 0; i < rendered.size(); i++) {
                assertThat(text(rendered.get(i).get())).contains("name: environment" + i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
