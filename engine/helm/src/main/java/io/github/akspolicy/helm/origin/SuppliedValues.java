package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.helm.values.ConfidentialValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that made what stands at a place. An action that prints a whole mapping is followed to the very key
 * inside; one that prints text made of several values names those whose text can be seen in the result.
 */
final class SuppliedValues {
    /**
     * A value and the line that set it.
     *
     * @param key the key in the root's values
     * @param supply who set it
     * @param isShown whether the text is this value, or holds it; otherwise the value only decided about the text
     */
    record Supplied(List<Object> key, Supply supply, boolean isShown) {}

    private record Candidate(Value value, boolean exact, int score, int order, Supply supply) {
        Candidate withOrder(int newOrder) {
            return new Candidate(value, exact, score, newOrder, supply);
        }

        boolean isShown() {
            return exact || score > 0;
        }
    }

    private final RenderedFile file;
    private final RenderedChart chart;
    private final Instance instance;
    private volatile @Nullable WrittenBlock last;

    SuppliedValues(RenderedFile file, RenderedChart chart, Instance instance) {
        this.file = file;
        this.chart = chart;
        this.instance = instance;
    }

    /** Findings come in the order of the file: many in a row lie in one block. */
    private WrittenBlock block(int line, Frame frame) {
        WrittenBlock known = last;
        if (known == null || !known.isOf(frame, line)) {
            known = new WrittenBlock(file, line, frame);
            last = known;
        }
        return known;
    }

    /** The values at a place, the most telling first; empty when the template wrote it or it cannot be told for sure. */
    List<Supplied> at(Place place) {
        RenderedText text = new RenderedText(file, place);
        var candidates = new LinkedHashMap<Value, Candidate>();
        for (Piece piece : text.pieces()) {
            if (piece.literal() != null || piece.frame().site() == null) {
                continue;
            }
            Symbol symbol = new SymbolicEvaluator(chart, instance).written(piece.frame());
            List<Object> inside = block(place.value().line(), piece.frame()).pathTo(place);
            if (inside == null || (!place.isWritten() && !(symbol instanceof Value))) {
                continue;
            }
            for (Candidate candidate : candidates(symbol, inside, place, Shown.of(text.value()))) {
                candidates.putIfAbsent(candidate.value(), candidate.withOrder(candidates.size()));
            }
            if (!place.isWritten()) {
                break;
            }
        }
        return candidates.values().stream()
                .sorted(Comparator.comparingInt(Candidate::score)
                        .thenComparingInt(candidate -> candidate.supply().rank())
                        .thenComparingInt(Candidate::order)
                        .reversed())
                .map(candidate -> new Supplied(
                        ValuesLayers.rootPath(
                                candidate.value().instance(), candidate.value().path()),
                        candidate.supply(),
                        candidate.isShown()))
                .toList();
    }

    private List<Candidate> candidates(Symbol symbol, List<Object> inside, Place place, Shown text) {
        boolean exact = symbol instanceof Value || symbol instanceof Merged;
        var existing = new ArrayList<Candidate>();
        for (Value whole : SymbolicEvaluator.values(symbol)) {
            Value value = whole.below(inside);
            Object held = chart.value(value);
            Supply supply = held == null ? null : chart.layers().find(value.instance(), value.path());
            if (held == null || supply == null) {
                continue;
            }
            Value removed = place.isWritten() ? null : removed(value, place);
            Supply removal = removed == null ? null : chart.layers().find(removed.instance(), removed.path());
            if (removed != null && removal != null) {
                value = removed;
                supply = removal;
            }
            existing.add(new Candidate(value, exact, score(value, held, place, text), 0, supply));
            if (exact && symbol instanceof Merged) {
                // the first layer that has the key wins
                break;
            }
        }
        return exact ? existing : visible(existing);
    }

    /** Of the values that a text was computed from, those that can be seen in it, or the only one there is. */
    private List<Candidate> visible(List<Candidate> existing) {
        List<Candidate> visible =
                existing.stream().filter(candidate -> candidate.isShown()).toList();
        if (!visible.isEmpty()) {
            return visible;
        }
        List<Candidate> telling = existing.stream()
                .filter(candidate -> isTelling(chart.value(candidate.value())))
                .toList();
        return telling.size() == 1 ? telling : List.of();
    }

    /** Whether a value can leave its mark on a text that does not show it: an empty one or a whole tree does not. */
    private static boolean isTelling(@Nullable Object held) {
        return held != null && !held.equals("") && !(held instanceof Map) && !(held instanceof List);
    }

    /** The key of the missing field, where values would have had it but for a null; else null. */
    private @Nullable Value removed(Value parent, Place place) {
        List<Object> missing = place.path().segments();
        Value child = parent.child(missing.get(place.nearest().segments().size()));
        return chart.value(child) == null ? child : null;
    }

    /** How sure it is that the text at the place is this value's: 0 when nothing of it can be seen. */
    private static int score(Value value, Object held, Place place, Shown text) {
        if (held instanceof Map || held instanceof List) {
            return 0;
        }
        String scalar = held.toString();
        if (scalar.isEmpty() || !text.shows(scalar)) {
            return 0;
        }
        List<Object> path = value.path();
        Object name = path.isEmpty() ? "" : path.get(path.size() - 1);
        boolean sameName = name.equals(place.path().lastField());
        // of all that went into the data of a Secret, what makes it one
        boolean isSecret = text.isEncoded() && ConfidentialValues.isConfidential(name);
        return 1 + (text.is(scalar) ? 4 : 0) + (sameName ? 2 : 0) + (isSecret ? 1 : 0);
    }

    /** What stands at a place: a scalar as far as it reaches, or the beginning of a mapping or list. */
    private record RenderedText(RenderedFile file, Place place) {
        private static final Pattern KEY = Pattern.compile("[^\"'\\s][^\"']*:(\\s.*)?|[\\[{].*");

        private Position at() {
            return place.value();
        }

        private String line() {
            return file.line(at().line() - 1);
        }

        private int end(String line) {
            int from = Math.min(at().column() - 1, line.length());
            if (from < line.length() && (line.charAt(from) == '"' || line.charAt(from) == '\'')) {
                int close = line.indexOf(line.charAt(from), from + 1);
                return close < 0 ? line.length() : close + 1;
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
            return quoted ? value.substring(1, value.length() - 1) : value;
        }

        /** Whether a mapping or list begins here, and not a scalar. */
        private boolean isCollection(String line, int from) {
            if (WrittenBlock.isItem(place) || at().line() == place.key().line()) {
                return KEY.matcher(line.substring(Math.min(from, line.length())))
                        .matches();
            }
            return true;
        }

        /** The pieces that wrote it; only the first one of a mapping or list, which wrote all of it or nothing. */
        List<Piece> pieces() {
            if (at().line() > file.lines().size()) {
                return List.of();
            }
            String line = line();
            int from = at().column() - 1;
            int end = isCollection(line, from) ? from + 1 : Math.max(end(line), from + 1);
            List<Piece> all = file.lines().get(at().line() - 1);
            var found = new ArrayList<Piece>();
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
