package io.github.akspolicy.helm;

import io.github.akspolicy.helm.absent.EarlierTrials;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.plain.ChartCopies;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private record Key(
            Path chart,
            Workspace workspace,
            List<String> firstParty,
            ThirdPartyCharts thirdParty,
            boolean includeCrds) {}

    /** A chart in use. */
    private static final class Entry {
        private final OpenChart chart;
        private int users;

        Entry(OpenChart chart) {
            this.chart = chart;
        }
    }

    /** What is left when nobody holds the charts any more must not lead back to them. */
    private static final class Kept implements Runnable {
        private final Map<Key, Entry> charts = new LinkedHashMap<>(16, 0.75f, true);
        private final List<Entry> replaced = new ArrayList<>();

        @Override
        public synchronized void run() {
            charts.values().forEach(entry -> entry.chart.close());
            replaced.forEach(entry -> entry.chart.close());
        }

        synchronized Entry take(Key key, ChartRequest request, Chart loaded, TwinTemplates templates)
                throws IOException {
            Entry entry = charts.get(key);
            if (entry == null || !entry.chart.chart().isSame(loaded)) {
                Entry other = new Entry(new OpenChart(request, loaded, templates));
                Entry before = charts.put(key, other);
                if (before != null) {
                    replaced.add(before);
                }
                entry = other;
            }
            entry.users++;
            release();
            return entry;
        }

        synchronized void give(Entry entry) {
            entry.users--;
            release();
        }

        private void release() {
            long bytes = charts.values().stream()
                    .mapToLong(entry -> entry.chart.bytes())
                    .sum();
            Iterator<Entry> eldest = charts.values().iterator();
            while (bytes > MOST_BYTES && eldest.hasNext()) {
                Entry entry = eldest.next();
                bytes -= entry.chart.bytes();
                eldest.remove();
                replaced.add(entry);
            }
            replaced.removeIf(entry -> {
                if (entry.users == 0) {
                    entry.chart.close();
                }
                return entry.users == 0;
            });
        }
    }

    /** A chart that stays until it is closed. */
    final class Lease implements TrialRender.Place {
        private final Entry entry;

        private Lease(Entry entry) {
            this.entry = entry;
        }

        OpenChart chart() {
            return entry.chart;
        }

        @Override
        public ChartCopies copies() {
            return entry.chart.copies();
        }

        @Override
        public EarlierTrials earlier() {
            return entry.chart.trials();
        }

        @Override
        public Path release() throws IOException {
            return entry.chart.release();
        }

        @Override
        public void close() {
            kept.give(entry);
        }
    }

    /**
     * A chart for a release.
     *
     * @param loaded as it was read for this release: one that has changed meanwhile is opened anew
     */
    Lease open(ChartRequest request, Chart loaded, TwinTemplates templates) throws IOException {
        var key = new Key(
                request.chart(),
                request.workspace(),
                request.firstParty(),
                request.thirdParty(),
                request.includeCrds());
        return new Lease(kept.take(key, request, loaded, templates));
    }
}
