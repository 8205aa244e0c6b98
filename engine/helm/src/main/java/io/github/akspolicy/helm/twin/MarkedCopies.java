package io.github.akspolicy.helm.twin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Charts with marks, written once for all their releases. Safe for several threads. */
public final class MarkedCopies {
    private final Path folder;
    private final Map<Written, Path> copies = new HashMap<>();
    private int next;

    /** Twins are told apart by identity: those of one style are the same object for all releases of a chart. */
    private record Written(ChartTwins twins, String prelude) {}

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
        var key = new Written(twins, prelude);
        Path known = copies.get(key);
        if (known == null) {
            known = folder.resolve("marked" + next++);
            twins.writeMarked(known, prelude);
            copies.put(key, known);
        }
        return known;
    }
}
