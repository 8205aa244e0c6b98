package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.Position;
import org.jspecify.annotations.Nullable;

/** Places in a file that was read by itself, as places of the whole text, with columns in characters. */
final class FilePlaces {
    private final SourceFiles.Source source;
    private String @Nullable [] lines;

    FilePlaces(SourceFiles.Source source) {
        this.source = source;
        boolean hasSurrogates = source.text().chars().anyMatch(c -> Character.isSurrogate((char) c));
        this.lines = hasSurrogates ? source.text().split("\n", -1) : null;
    }

    Position of(Position own) {
        int line = source.firstLine() + own.line() - 1;
        if (lines == null || own.line() > lines.length) {
            return new Position(line, own.column());
        }
        String text = lines[own.line() - 1];
        int end = Math.min(own.column() - 1, text.length());
        return new Position(line, text.codePointCount(0, end) + 1);
    }
}
