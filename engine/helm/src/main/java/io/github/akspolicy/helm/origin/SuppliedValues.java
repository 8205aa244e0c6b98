package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.values.ConfidentialValues;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.helm.written.RenderedFile;
import io.github.akspolicy.helm.written.WrittenPiece;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that made what stands at a place: those that the pieces of its text came from, as far as they can be seen in
 * it. Of a mapping or a list, it is the value that was printed as a whole.
 */
record SuppliedValues(RenderedFile file, RenderedChart chart) {
    /** A key of a mapping at the beginning of a text. */
    private static final Pattern FIRST_KEY =
            Pattern.compile("(?:\"([^\"]*)\"|'([^']*)'|([^\"'\\s\\[{-][^:]*|-[^\\s:][^:]*)):(?:\\s.*)?");

    /** Shorter parts are in many texts. */
    private static final int SHORTEST_PART = 3;

    /**
     * A value and the line that set it.
     *
     * @param key the key in the root's values
     * @param supply who set it
     * @param isShown whether the text is this value, or holds it; otherwise the value only decided about the text
     */
    record Supplied(List<Object> key, Supply supply, boolean isShown) {}

    private record Candidate(List<Object> key, Object held, int score, int order, Supply supply) {
        boolean isShown() {
            return score > 0;
        }

        /** Whether a text shows it in other letters. */
        boolean isTelling(String text) {
            return held instanceof String word
                    && !word.isEmpty()
                    && text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
        }
    }

    /** The values at a place, the most telling first; empty when the template wrote it or it cannot be told for sure. */
    List<Supplied> at(Place place) {
        RenderedText text = new RenderedText(file, place);
        return text.isCollection() ? whole(place, text) : scalar(place, text);
    }

    private List<Supplied> scalar(Place place, RenderedText text) {
        Shown shown = Shown.of(text.value());
        var candidates = new LinkedHashMap<List<Object>, Candidate>();
        for (WrittenPiece piece : text.pieces()) {
            List<List<Object>> keys = settings(piece).toList();
            for (List<Object> key : keys) {
                Object held = chart.value(key);
                Supply supply = held == null ? null : chart.supply(key);
                // a loop prints the key of a value: another value leaves it as it is
                boolean isKey = text.value().equals(key.get(key.size() - 1))
                        && !text.value().equals(held);
                if (held != null && supply != null && !isKey) {
                    // a literal text that is no template's is that of the value which a template has executed
                    boolean isItsText = piece.isLiteral() && key.equals(keys.get(0));
                    int score = score(key, held, place, shown, keys.size() == 1, isItsText);
                    candidates.putIfAbsent(key, new Candidate(key, held, score, candidates.size(), supply));
                }
            }
            if (!place.isWritten()) {
                break;
            }
        }
        return visible(List.copyOf(candidates.values()), text.value()).stream()
                .sorted(Comparator.comparingInt(Candidate::score)
                        .thenComparingInt(candidate -> candidate.supply().rank())
                        .thenComparingInt(Candidate::order)
                        .reversed())
                .map(candidate -> new Supplied(candidate.key(), candidate.supply(), candidate.isShown()))
                .toList();
    }

    /** The values that wrote a piece, the one first that it is a text of; those around a text of a template did not. */
    private Stream<List<Object>> settings(WrittenPiece piece) {
        boolean isOfTemplate = piece.isLiteral()
                && chart.places().template(piece.sites().get(0).node()) != null;
        return isOfTemplate
                ? Stream.empty()
                : piece.mark().sources().all().stream()
                        .filter(Source.Setting.class::isInstance)
                        .map(source -> ValuesPath.segments(((Source.Setting) source).path()));
    }

    /** Of the values that a text was computed from, those that can be seen in it, or the only one there is. */
    private static List<Candidate> visible(List<Candidate> existing, String text) {
        List<Candidate> visible = existing.stream().filter(Candidate::isShown).toList();
        if (!visible.isEmpty()) {
            return visible;
        }
        List<Candidate> telling =
                existing.stream().filter(candidate -> candidate.isTelling(text)).toList();
        return telling.size() == 1 ? telling : List.of();
    }

    /** The value that was printed as a whole, key inside included. */
    private List<Supplied> whole(Place place, RenderedText text) {
        List<Object> key = container(place, text);
        Object held = key == null ? null : chart.value(key);
        Supply supply = key == null || held == null ? null : chart.supply(key);
        if (key == null || supply == null) {
            return List.of();
        }
        List<Object> removed = place.isWritten() ? null : removed(key, place);
        Supply removal = removed == null ? null : chart.supply(removed);
        return List.of(
                removed == null || removal == null
                        ? new Supplied(key, supply, true)
                        : new Supplied(removed, removal, true));
    }

    /**
     * The mapping or list of the values that stands at a place. Its key in the text has its path, if it was written with it; else
     * the first thing in it has the path of its own.
     */
    private @Nullable List<Object> container(Place place, RenderedText text) {
        String name = place.nearest().lastField();
        WrittenPiece written = file.piece(place.key());
        List<Object> named = written == null || place.key().equals(place.value())
                ? null
                : settings(written)
                        .limit(1)
                        .filter(key -> !key.isEmpty() && name.equals(key.get(key.size() - 1)))
                        .findFirst()
                        .orElse(null);
        if (named != null) {
            return named;
        }
        WrittenPiece first = text.pieces().stream().findFirst().orElse(null);
        if (first == null) {
            return null;
        }
        Matcher key = FIRST_KEY.matcher(text.rest());
        if (key.matches()) {
            String child = Stream.of(key.group(1), key.group(2), key.group(3))
                    .filter(group -> group != null)
                    .findFirst()
                    .orElse("");
            return settings(first)
                    .filter(path -> path.size() > 1 && child.equals(path.get(path.size() - 1)))
                    .map(path -> path.subList(0, path.size() - 1))
                    .findFirst()
                    .orElse(null);
        }
        return settings(first)
                .filter(path -> chart.value(path) instanceof Map || chart.value(path) instanceof List)
                .findFirst()
                .orElse(null);
    }

    /** The key of the missing field, where values would have had it but for a null; else null. */
    private @Nullable List<Object> removed(List<Object> parent, Place place) {
        List<Object> missing = place.path().segments();
        var child = new ArrayList<>(parent);
        child.add(missing.get(place.nearest().segments().size()));
        return chart.value(child) == null ? child : null;
    }

    /**
     * How sure it is that the text at the place is this value's: 0 when nothing of it can be seen.
     *
     * @param isOnly whether no other value is behind this piece of text
     * @param isItsText whether the piece is a part of the value as it is written
     */
    private static int score(
            List<Object> key, Object held, Place place, Shown text, boolean isOnly, boolean isItsText) {
        if (held instanceof Map || held instanceof List) {
            return 0;
        }
        String scalar = held.toString();
        boolean isShown = scalar.isEmpty() ? isOnly && text.text().isEmpty() : text.shows(scalar);
        if (!isShown && !isItsText && !(isOnly && isPart(text.text(), held))) {
            return 0;
        }
        Object name = key.isEmpty() ? "" : key.get(key.size() - 1);
        boolean sameName = name.equals(place.path().lastField());
        // of all that went into the data of a Secret, what makes it one
        boolean isSecret = text.isEncoded() && ConfidentialValues.isConfidential(name);
        return 1 + (text.is(scalar) ? 4 : 0) + (sameName ? 2 : 0) + (isSecret ? 1 : 0);
    }

    /** Whether what stands in one line was cut out of a text, or is the beginning of one of several lines. */
    private static boolean isPart(String line, Object held) {
        boolean isBlock = line.startsWith("|") || line.startsWith(">");
        return held instanceof String text
                && (isBlock && text.contains("\n") || line.length() >= SHORTEST_PART && text.contains(line));
    }

    /** What stands at a place: a scalar as far as it reaches, or the beginning of a mapping or list. */
    private record RenderedText(RenderedFile file, Place place) {
        private static final Pattern KEY = Pattern.compile("[^\"'\\s][^\"']*:(\\s.*)?|[\\[{].*");

        private Position at() {
            return file.inText(place.value());
        }

        private String line() {
            return file.line(at().line() - 1);
        }

        private int end(String line) {
            int from = Math.min(at().column() - 1, line.length());
            if (from < line.length() && (line.charAt(from) == '"' || line.charAt(from) == '\'')) {
                return closed(line, from);
            }
            int comment = line.indexOf(" #", from);
            int end = comment < 0 ? line.length() : comment;
            String before = line.substring(0, from);
            if (before.contains("[") || before.contains("{")) {
                for (int i = from; i < end; i++) {
                    if (",]}".indexOf(line.charAt(i)) >= 0) {
                        return i;
                    }
                }
            }
            return end;
        }

        String value() {
            String line = line();
            int from = Math.min(at().column() - 1, line.length());
            String value = line.substring(from, Math.max(from, end(line))).strip();
            boolean quoted = value.length() > 1
                    && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                    && value.charAt(0) == value.charAt(value.length() - 1);
            return quoted ? unquoted(value) : value;
        }

        /** Behind the quote that closes, or the end of the line where none does. */
        private static int closed(String line, int open) {
            char quote = line.charAt(open);
            for (int i = open + 1; i < line.length(); i++) {
                if (line.charAt(i) == '\\' && quote == '"' || line.startsWith("''", i) && quote == '\'') {
                    i++;
                } else if (line.charAt(i) == quote) {
                    return i + 1;
                }
            }
            return line.length();
        }

        private static String unquoted(String quoted) {
            String inner = quoted.substring(1, quoted.length() - 1);
            if (inner.indexOf('\\') < 0 && inner.indexOf('\'') < 0) {
                return inner;
            }
            try {
                return Field.root(ManifestReader.yamlDocument(quoted)).textOr("");
            } catch (ManifestException e) {
                return inner;
            }
        }

        /** Whether a mapping or list begins here, and not a scalar. */
        boolean isCollection() {
            return !isInLine() || KEY.matcher(rest()).matches();
        }

        private boolean isInLine() {
            return place.key().equals(place.value())
                    || at().line() == place.key().line();
        }

        /** What stands in the line from the place on. */
        String rest() {
            String line = line();
            return line.substring(Math.min(at().column() - 1, line.length()));
        }

        /** The pieces that wrote it; only the first one of a mapping or list, which wrote all of it or nothing. */
        List<WrittenPiece> pieces() {
            if (at().line() > file.lines().size()) {
                return List.of();
            }
            String line = line();
            int from = at().column() - 1;
            int end = isCollection() ? from + 1 : Math.max(end(line), from + 1);
            List<WrittenPiece> all = file.lines().get(at().line() - 1);
            var found = new ArrayList<WrittenPiece>();
            for (int i = 0; i < all.size(); i++) {
                int next = i + 1 < all.size() ? all.get(i + 1).column() : Integer.MAX_VALUE;
                if (next > from && all.get(i).column() < end) {
                    found.add(all.get(i));
                }
            }
            return found;
        }
    }
}
