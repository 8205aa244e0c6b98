package io.github.akspolicy.helm.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a text once for all who ask for its template. Safe for several threads. */
public final class TemplateReader {
    private static final int KEPT = 8192;

    private final Map<String, Optional<TemplateFile>> read = bounded();

    /** The template of a text, the same for equal texts; empty where Go's lexer would refuse it. */
    public synchronized Optional<TemplateFile> read(String text) {
        return read.computeIfAbsent(text, TemplateFile::read);
    }

    /** A mapping that forgets what was not asked for longest. */
    static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        };
    }
}
