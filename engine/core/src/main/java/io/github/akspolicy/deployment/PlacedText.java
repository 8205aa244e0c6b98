package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a file with the place of each of its characters.
 *
 * @param text see {@link OpenText}
 * @param places the place of the character at an offset
 */
record PlacedText(String text, IntFunction<SourceLocation> places) {
    private static final SourceLocation.Role ROLE = SourceLocation.Role.CONFIGURATION;

    SourceLocation at(int offset) {
        return places.apply(offset);
    }

    /** A text of which no place is asked for. */
    static PlacedText plain(String text) {
        return new PlacedText(text, offset -> {
            throw new IllegalStateException("no place is asked for");
        });
    }

    /** A whole file. */
    static PlacedText ofFile(String path, String text) {
        String clean = OpenText.clean(text);
        int[] starts = lineStarts(clean);
        return new PlacedText(clean, offset -> {
            int line = line(starts, offset);
            return new SourceLocation(path, line + 1, offset - starts[line] + 1, ROLE);
        });
    }

    /** A scalar of a YAML file; empty when it is not one. */
    static PlacedText ofField(String path, Field field) {
        String text = OpenText.clean(field.textOr(""));
        int[] starts = lineStarts(text);
        List<EmbeddedDocument.Line> lines = EmbeddedDocument.lines(field);
        Position whole = field.place().value();
        return new PlacedText(text, offset -> {
            int line = line(starts, offset);
            Position at = line < lines.size()
                    ? lines.get(line).at(offset - starts[line]).value()
                    : whole;
            return new SourceLocation(path, at.line(), at.column(), ROLE);
        });
    }

    /** Texts one behind the other, each on lines of its own. */
    static PlacedText joined(List<PlacedText> lines) {
        List<PlacedText> parts = List.copyOf(lines);
        var text = new StringBuilder();
        int[] starts = new int[parts.size()];
        for (int i = 0; i < parts.size(); i++) {
            starts[i] = text.length();
            text.append(parts.get(i).text()).append('\n');
        }
        return new PlacedText(text.toString(), offset -> {
            int part = line(starts, offset);
            return parts.get(part).at(offset - starts[part]);
        });
    }

    /**
     * The text with something else for what a pattern finds; it stands at the place of what it replaces.
     *
     * @param replacement of each match; null leaves it as it is
     */
    PlacedText replaced(Pattern pattern, Replacement replacement) {
        Matcher matcher = pattern.matcher(text);
        var result = new StringBuilder();
        var here = new ArrayList<Integer>(List.of(0));
        var there = new ArrayList<Integer>(List.of(0));
        int from = 0;
        while (matcher.find()) {
            String value = replacement.of(matcher);
            if (value == null) {
                continue;
            }
            result.append(text, from, matcher.start()).append(value);
            from = matcher.end();
            here.add(result.length());
            there.add(from);
        }
        result.append(text, from, text.length());
        int[] starts = here.stream().mapToInt(Integer::intValue).toArray();
        return new PlacedText(result.toString(), offset -> {
            int part = line(starts, offset);
            int next = part + 1 < starts.length ? there.get(part + 1) : text.length();
            return at(Math.min(there.get(part) + offset - starts[part], Math.max(0, next - 1)));
        });
    }

    /** What stands in the place of a match. */
    @FunctionalInterface
    interface Replacement {
        @org.jspecify.annotations.Nullable
        String of(Matcher found);
    }

    private static int[] lineStarts(String text) {
        var starts = new ArrayList<Integer>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int line(int[] starts, int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        // equal starts are of empty parts: the last one holds the character
        while (line + 1 < starts.length && starts[line + 1] == offset) {
            line++;
        }
        return Math.max(0, line);
    }
}
