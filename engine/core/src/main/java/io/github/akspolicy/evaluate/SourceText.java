package io.github.akspolicy.evaluate;

import org.jspecify.annotations.Nullable;

/** The text of the files that findings point into. */
@FunctionalInterface
public interface SourceText {
    /** No file can be read: reports go without excerpts. */
    SourceText NONE = path -> null;

    /**
     * @param path as in a {@link io.github.akspolicy.source.SourceLocation}
     * @return null when there is no such text file below the root of the repository
     */
    @Nullable
    String read(String path);
}
