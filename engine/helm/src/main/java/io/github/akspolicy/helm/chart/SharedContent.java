package io.github.akspolicy.helm.chart;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one copy of what several renders have in common: environments differ in values, and most files and texts of a chart are
 * the same in each. What no render holds any more is forgotten. Safe for several threads.
 */
public final class SharedContent {
    private final Map<ChartFile, WeakReference<ChartFile>> files = new WeakHashMap<>();
    private final Map<String, WeakReference<String>> texts = new WeakHashMap<>();

    /** The file, with the bytes of an equal one that was seen before. */
    synchronized ChartFile file(ChartFile file) {
        ChartFile known = known(files, file);
        // not the file itself: where its templates are written is told by which file it is
        return known == null ? file : new ChartFile(known.content(), file.shownPath());
    }

    /** An equal text that was seen before, or else this one. */
    public synchronized String text(String text) {
        String known = known(texts, text);
        return known == null ? text : known;
    }

    private static <T> @Nullable T known(Map<T, WeakReference<T>> all, T one) {
        WeakReference<T> reference = all.get(one);
        T known = reference == null ? null : reference.get();
        if (known == null) {
            all.put(one, new WeakReference<>(one));
        }
        return known;
    }
}
