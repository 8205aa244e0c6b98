package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.ChartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Charts with marks, written once for all their releases. Safe for several threads. */
public final class MarkedCopies {
    private final Path folder;
    private final Map<Written, Path> copies = new HashMap<>();
    private int next;

    /**
     * Twins are told apart by identity: those of one style are the same object for all releases of a chart.
     *
     * @param leftOut the files that do not matter; null for a copy that the schema of the chart holds for
     */
    private record Written(
            ChartTwins twins, String prelude, @Nullable Set<ChartFile> leftOut) {}

    /** Writes a copy. */
    @FunctionalInterface
    private interface Writing {
        void to(Path folder) throws IOException;
    }

    /** @param folder a folder of ours, for as long as renders are asked for */
    public MarkedCopies(Path folder) {
        this.folder = folder;
    }

    /**
     * The chart for Helm.
     *
     * @param prelude what runs before all templates; empty for nothing
     * @throws IOException when it cannot be written, as an archive that holds what no folder can
     */
    synchronized Path of(ChartTwins twins, String prelude) throws IOException {
        return copy(new Written(twins, prelude, null), copy -> twins.writeMarked(copy, prelude));
    }

    /**
     * What decides about some templates, to be rendered with values that need not fit the schema of the chart.
     *
     * @param prelude what runs before all templates; empty for nothing
     * @param asked Helm's names of the templates
     * @throws IOException see {@link #of}
     */
    public synchronized Path trial(ChartTwins twins, String prelude, Collection<String> asked) throws IOException {
        Set<ChartFile> leftOut = twins.leftOut(asked);
        return copy(new Written(twins, prelude, leftOut), copy -> twins.writeTrial(copy, prelude, leftOut));
    }

    private Path copy(Written written, Writing writing) throws IOException {
        Path known = copies.get(written);
        if (known == null) {
            known = folder.resolve("marked" + next++);
            writing.to(known);
            copies.put(written, known);
        }
        return known;
    }
}
