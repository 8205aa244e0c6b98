package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Placeholder;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline fills in, by the names of placeholders, in one environment. It is put into the text of a file as {@code
 * envsubst} puts it, before anything is read; a value has one line, so that each line stays where it is.
 *
 * @param forms what counts as a placeholder
 * @param values by name, or by the whole placeholder
 */
public record PlaceholderValues(Placeholders forms, Map<String, Given> values) {
    public PlaceholderValues {
        values = Map.copyOf(values);
    }

    /**
     * A value.
     *
     * @param text one line
     * @param at where it is given
     */
    public record Given(String text, SourceLocation at) {}

    /**
     * A place of the new text.
     *
     * @param column its first column there
     * @param written how long it is in the file
     */
    private record Filled(int column, int written, Given given) {
        int length() {
            return given.text().length();
        }
    }

    /** The file with its values; what has none stays a placeholder. */
    public ManifestFile fill(ManifestFile file) {
        Placeholders known = file.placeholders().equals(Placeholders.RENDERED) ? forms.rendered() : forms;
        if (file.resources() != null) {
            return file;
        }
        Map<Integer, List<Filled>> lines = new LinkedHashMap<>();
        String text = values.isEmpty() ? file.text() : filled(file.text(), known, lines);
        OriginMap origins = lines.isEmpty() ? file.origins() : origins(file.origins(), lines);
        return new ManifestFile(file.path(), text, origins, null, file.secrets(), known);
    }

    private String filled(String text, Placeholders known, Map<Integer, List<Filled>> lines) {
        var filled = new StringBuilder();
        int from = 0;
        int line = 1;
        for (Placeholder one : known.everywhere(text)) {
            Given given = values.getOrDefault(one.name(), values.get(one.text()));
            if (given == null) {
                continue;
            }
            filled.append(text, from, one.start());
            line += newLines(text, from, one.start());
            int column = filled.length() - filled.lastIndexOf("\n");
            lines.computeIfAbsent(line, unused -> new ArrayList<>())
                    .add(new Filled(column, one.text().length(), given));
            filled.append(given.text());
            from = one.end();
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static int newLines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private static OriginMap origins(OriginMap written, Map<Integer, List<Filled>> lines) {
        return new OriginMap() {
            @Override
            public Origin locate(Place place) {
                return written.locate(unfilled(place, lines)).relatedTo(given(place, lines));
            }

            @Override
            public boolean isGenerated(Place place) {
                return written.isGenerated(unfilled(place, lines));
            }
        };
    }

    private static Place unfilled(Place place, Map<Integer, List<Filled>> lines) {
        return new Place(place.path(), place.nearest(), unfilled(place.key(), lines), unfilled(place.value(), lines));
    }

    /** The position in the file. */
    private static Position unfilled(Position position, Map<Integer, List<Filled>> lines) {
        int column = position.column();
        for (Filled filled : lines.getOrDefault(position.line(), List.of())) {
            if (filled.column() + filled.length() <= position.column()) {
                column += filled.written() - filled.length();
            }
        }
        return new Position(position.line(), Math.max(1, column));
    }

    private static List<SourceLocation> given(Place place, Map<Integer, List<Filled>> lines) {
        return place.isWritten()
                ? lines.getOrDefault(place.value().line(), List.of()).stream()
                        .filter(filled -> filled.column() >= place.value().column())
                        .map(filled -> filled.given().at())
                        .distinct()
                        .toList()
                : List.of();
    }
}
