package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.AbsentField;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that try candidates, each with a token of its own in each field, so that a render tells which value came where. */
final class Overlay {
    /** Who sees it in a rendered field knows where it came from; no chart has it, and it may stand in any text. */
    private static final String NAME = "t" + Integer.toString(new SecureRandom().nextInt(1 << 30), 36) + "q";

    private static final Pattern TOKEN = Pattern.compile(NAME + "([0-9]+)z");

    /** How Go prints a mapping. */
    private static final String PRINTED_MAP = "map[";

    /**
     * What a token was put into.
     *
     * @param inside the field inside the candidate's block; empty for the candidate itself
     */
    record Meaning(Candidate candidate, List<Object> inside) {}

    private final RenderedChart chart;
    private final List<Meaning> tokens = new ArrayList<>();
    private final List<Candidate> tried = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Overlay(RenderedChart chart, Collection<Candidate> candidates) {
        this.chart = chart;
        candidates.forEach(this::add);
    }

    /** The values. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** The candidates among the values: of two that contradict each other, only the first is. */
    List<Candidate> tried() {
        return tried;
    }

    private void add(Candidate candidate) {
        Object value = switch (candidate.kind()) {
            case SWITCH -> candidate.switchTo();
            case RESTORED -> copy(candidate.switchTo());
            case TEXT -> token(candidate, List.of());
            case LIST -> new ArrayList<@Nullable Object>(List.of(block(candidate)));
            case TEXTS -> new ArrayList<@Nullable Object>(List.of(token(candidate, List.of())));
            case BLOCK -> block(candidate);
        };
        if (put(candidate.key(), value)) {
            tried.add(candidate);
        }
    }

    private String token(Candidate candidate, List<Object> inside) {
        tokens.add(new Meaning(candidate, inside));
        return NAME + (tokens.size() - 1) + "z";
    }

    private Map<String, @Nullable Object> block(Candidate candidate) {
        var block = new LinkedHashMap<String, @Nullable Object>();
        // shows where the block itself comes to stand
        block.put(NAME, token(candidate, List.of()));
        for (List<Object> suffix : candidate.suffixes()) {
            if (!suffix.isEmpty()) {
                plant(block, suffix, token(candidate, suffix));
            }
        }
        return block;
    }

    /** Of two fields, one of which lies in the other, the inner one gets its token: it shows both. */
    @SuppressWarnings("unchecked")
    private static void plant(Map<String, @Nullable Object> block, List<Object> path, String token) {
        Map<String, @Nullable Object> at = block;
        for (Object segment : path.subList(0, path.size() - 1)) {
            Object inner = at.get(segment.toString());
            if (!(inner instanceof Map)) {
                inner = new LinkedHashMap<String, @Nullable Object>();
                at.put(segment.toString(), inner);
            }
            at = (Map<String, @Nullable Object>) inner;
        }
        at.putIfAbsent(path.get(path.size() - 1).toString(), token);
    }

    /** Puts a value at a path; a list on the way is that of the chart with one item changed. */
    @SuppressWarnings("unchecked")
    private boolean put(List<Object> path, @Nullable Object value) {
        if (path.isEmpty()) {
            return false;
        }
        Object at = values;
        for (int i = 0; i < path.size() - 1; i++) {
            Object segment = path.get(i);
            Object inner = get(at, segment);
            boolean listNext = path.get(i + 1) instanceof Integer;
            if (inner == null || (listNext && !(inner instanceof List))) {
                Object held = listNext || segment instanceof Integer
                        ? copy(chart.value(chart.root(), path.subList(0, i + 1)))
                        : null;
                inner = listNext
                        ? (held instanceof List ? held : null)
                        : held instanceof Map ? held : new LinkedHashMap<String, @Nullable Object>();
                if (inner == null || !set(at, segment, inner)) {
                    return false;
                }
            }
            if (!(inner instanceof Map) && !(inner instanceof List)) {
                return false;
            }
            at = inner;
        }
        Object last = path.get(path.size() - 1);
        Object before = get(at, last);
        if (before instanceof Map && value instanceof Map) {
            merge((Map<String, @Nullable Object>) before, (Map<String, @Nullable Object>) value);
            return true;
        }
        boolean isOurs = before != null && !(at instanceof List);
        return !isOurs && set(at, last, value);
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, @Nullable Object> into, Map<String, @Nullable Object> from) {
        from.forEach((key, value) -> {
            Object before = into.get(key);
            if (before instanceof Map && value instanceof Map) {
                merge((Map<String, @Nullable Object>) before, (Map<String, @Nullable Object>) value);
            } else if (!into.containsKey(key)) {
                into.put(key, value);
            }
        });
    }

    private static @Nullable Object get(Object at, Object segment) {
        if (at instanceof Map<?, ?> map) {
            return map.get(segment.toString());
        }
        return at instanceof List<?> list && segment instanceof Integer index && index < list.size()
                ? list.get(index)
                : null;
    }

    @SuppressWarnings("unchecked")
    private static boolean set(Object at, Object segment, @Nullable Object value) {
        if (at instanceof Map<?, ?> map && segment instanceof String name) {
            ((Map<String, @Nullable Object>) map).put(name, value);
            return true;
        }
        if (at instanceof List<?> list && segment instanceof Integer index && index < list.size()) {
            ((List<@Nullable Object>) list).set(index, value);
            return true;
        }
        return false;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, inner) -> copy.put(key.toString(), copy(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>();
            list.forEach(inner -> copy.add(copy(inner)));
            return copy;
        }
        return value;
    }

    /** The candidates that a refusal of Helm's names, or a text that is no YAML: by their token, or as {@link Refusal} does. */
    Set<Candidate> named(String refusal) {
        var named = new LinkedHashSet<Candidate>();
        Matcher token = TOKEN.matcher(refusal);
        while (token.find()) {
            named.add(tokens.get(Integer.parseInt(token.group(1))).candidate());
        }
        named.addAll(chart.refusal(refusal).among(tried, Candidate::key));
        return named;
    }

    /**
     * What a rendered field shows to have come into it.
     *
     * @param wanted the field
     * @param node what it became
     * @return null when no token is in it, or only one of a value of another name that the template put somewhere inside
     */
    @Nullable
    Meaning meaning(AbsentField wanted, Node node) {
        return meaning(wanted, node, List.of());
    }

    /** @param keys the mappings that lead from the field to the node */
    private @Nullable Meaning meaning(AbsentField wanted, Node node, List<String> keys) {
        if (node instanceof Node.Scalar scalar) {
            Matcher token = TOKEN.matcher(String.valueOf(scalar.value()));
            if (!token.find()) {
                return null;
            }
            Meaning meaning = tokens.get(Integer.parseInt(token.group(1)));
            // a block where the template prints a text
            return meaning.candidate().kind() != Candidate.Kind.LIST
                            && String.valueOf(scalar.value()).contains(PRINTED_MAP)
                    ? new Meaning(meaning.candidate().asText(), List.of())
                    : outer(wanted, meaning, keys);
        }
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                // the token of the block itself lies one level inside of it
                var inner = new ArrayList<>(keys);
                if (!entry.key().equals(NAME)) {
                    inner.add(entry.key());
                }
                Meaning found = meaning(wanted, entry.value(), inner);
                if (found != null) {
                    return found;
                }
            }
        } else if (node instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                Meaning found = meaning(wanted, item, keys);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The block that came to stand as the field: as far out as the keys above the token are those of the values. */
    private static @Nullable Meaning outer(AbsentField wanted, Meaning token, List<String> keys) {
        int inside = token.inside().size();
        int left = keys.size();
        while (left > 0
                && inside > 0
                && keys.get(left - 1).equals(token.inside().get(inside - 1))) {
            left--;
            inside--;
        }
        var key = new ArrayList<Object>(token.candidate().path());
        key.addAll(token.inside().subList(0, inside));
        // what the template wraps is the field's where it is called so
        boolean isWhole = left == 0
                || (!key.isEmpty()
                        && wanted.place()
                                .path()
                                .lastField()
                                .equalsIgnoreCase(key.get(key.size() - 1).toString()));
        return isWhole ? new Meaning(token.candidate(), token.inside().subList(0, inside)) : null;
    }
}
