package io.github.akspolicy.helm;

import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The charts that renders of a run may have in common. So many are kept that builds of ordinary size copy each once, and delete
 * nothing before their end: a file system such as ext4 looks for inodes that were not deleted of late, which took two fifths of
 * the processor time of a build of 200 charts. The copies are deleted when they are no longer kept, at the latest with the owner of
 * this. Safe for several threads.
 */
final class OpenCharts {
    /** Of the files of the charts that are kept; each is copied three times or so. */
    private static final long MOST_BYTES = 32 << 20;

    private static final Cleaner CLEANER = Cleaner.create();

    private final Kept kept = new Kept();

    OpenCharts() {
        CLEANER.register(this, kept);
    }

    /** What decides how a chart is read. */
    private record Key(Path chart, Workspace workspace, List<String> firstParty, ThirdPartyCharts thirdParty) {}

    /** What is left when nobody holds the charts any more must not lead back to them. */
    private static final class Kept implements Runnable {
        private final Map<Key, OpenChart> charts = new LinkedHashMap<>(16, 0.75f, true);
        private final List<OpenChart> replaced = new ArrayList<>();
        private final Map<OpenChart, Integer> users = new IdentityHashMap<>();

        @Override
        public synchronized void run() {
            charts.values().forEach(OpenChart::delete);
            replaced.forEach(OpenChart::delete);
        }

        synchronized OpenChart take(Key key, ChartRequest request, Chart loaded) throws IOException {
            OpenChart chart = charts.get(key);
            if (chart == null || !chart.chart().isSame(loaded)) {
                chart = new OpenChart(request, loaded, this::give);
                OpenChart before = charts.put(key, chart);
                if (before != null) {
                    replaced.add(before);
                }
            }
            users.merge(chart, 1, Integer::sum);
            release();
            return chart;
        }

        private synchronized void give(OpenChart chart) {
            users.merge(chart, -1, Integer::sum);
            release();
        }

        private void release() {
            long bytes = charts.values().stream().mapToLong(OpenChart::bytes).sum();
            Iterator<OpenChart> eldest = charts.values().iterator();
            while (bytes > MOST_BYTES && eldest.hasNext()) {
                OpenChart chart = eldest.next();
                bytes -= chart.bytes();
                eldest.remove();
                replaced.add(chart);
            }
            replaced.removeIf(chart -> {
                boolean isUnused = users.getOrDefault(chart, 0) == 0;
                if (isUnused) {
                    users.remove(chart);
                    chart.delete();
                }
                return isUnused;
            });
        }
    }

    /**
     * A chart for a release, which stays until it is closed.
     *
     * @param loaded as it was read for this release: one that has changed meanwhile is opened again
     */
    OpenChart open(ChartRequest request, Chart loaded) throws IOException {
        var key = new Key(request.chart(), request.workspace(), request.firstParty(), request.thirdParty());
        return kept.take(key, request, loaded);
    }

    /** Opens the same chart once more, after its release was rendered. */
    TrialRender.Opening opening(ChartRequest request, Chart loaded) {
        return () -> open(request, loaded);
    }
}
