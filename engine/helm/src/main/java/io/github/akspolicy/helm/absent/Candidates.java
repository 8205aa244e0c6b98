package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.Mention.Use;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to try for the values that templates ask for around absent fields. */
final class Candidates {
    private final RenderedChart chart;
    private final Map<AbsentField, Set<Mention>> mentions;

    Candidates(RenderedChart chart, Map<AbsentField, Set<Mention>> mentions) {
        this.chart = chart;
        this.mentions = new LinkedHashMap<>();
        // no trial pays for the schema: what it refuses is not tried
        mentions.forEach((field, around) -> this.mentions.put(
                field,
                around.stream()
                        .filter(mention -> chart.accepts(mention.instance(), mention.path()))
                        .collect(Collectors.toCollection(LinkedHashSet::new))));
    }

    /**
     * Values that are empty and get content.
     *
     * @param all whether to take what only may hold a field, too: values that no file has and whose name tells nothing
     */
    List<Candidate> filled(boolean all) {
        var candidates = new LinkedHashMap<List<Object>, Candidate>();
        mentions.forEach((field, around) -> {
            for (Mention mention : around) {
                Candidate candidate = all || isLikely(mention, field) ? filled(mention, field) : null;
                if (candidate != null && fits(candidate)) {
                    Candidate used = candidates.merge(
                            candidate.key(),
                            candidate,
                            // what is printed as a whole somewhere can be a block
                            (known, other) -> known.kind() == Kind.TEXT && other.kind() == Kind.BLOCK ? other : known);
                    if (used.kind() == Kind.BLOCK) {
                        suffixes(field, used);
                    }
                }
            }
        });
        return List.copyOf(candidates.values());
    }

    private @Nullable Candidate filled(Mention mention, AbsentField field) {
        if (mention.path().isEmpty()) {
            return null;
        }
        Object held = chart.value(mention.instance(), mention.path());
        boolean isNamed = isNamed(mention, field);
        if (held instanceof Map) {
            return Candidate.of(mention, Kind.BLOCK);
        }
        if (held instanceof List<?> list) {
            return list.isEmpty() && isNamed ? Candidate.of(mention, Kind.LIST) : null;
        }
        if (held == null) {
            return mention.use() == Use.TREE || mention.use() == Use.LOOP
                    ? Candidate.of(mention, Kind.BLOCK)
                    : isNamed && mention.use() == Use.SCALAR ? Candidate.of(mention, Kind.TEXT) : null;
        }
        return held.equals("") && isNamed ? Candidate.of(mention, Kind.TEXT) : null;
    }

    /** Whether templates can use what is tried for a value; the kind of a value that is there is known to fit. */
    private boolean fits(Candidate candidate) {
        List<Object> key = candidate.key();
        boolean isText = candidate.kind() == Kind.TEXT || candidate.switchTo() instanceof String;
        boolean fits = chart.value(candidate.instance(), candidate.path()) != null
                || !(isInList(candidate)
                        || (isText ? chart.kinds().isNoText(key) : chart.kinds().isText(key)));
        return switch (candidate.kind()) {
            case LIST -> fits && !chart.kinds().isOfTexts(key);
            case TEXTS -> fits && !chart.kinds().isOfNoTexts(key);
            default -> fits;
        };
    }

    /** Whether a path is that of a field of some item of a list that is there, which is a mapping for no template. */
    private boolean isInList(Candidate candidate) {
        List<Object> path = candidate.path();
        return IntStream.range(1, path.size())
                .anyMatch(i -> path.get(i) instanceof String
                        && chart.value(candidate.instance(), path.subList(0, i)) instanceof List);
    }

    /** Whether a value has the name of the field, or of one on the way to it that is absent, too. */
    private static boolean isNamed(Mention mention, AbsentField field) {
        Object last = mention.path().get(mention.path().size() - 1);
        List<Object> segments = field.place().path().segments();
        int written = field.place().nearest().segments().size();
        return segments.subList(written, segments.size()).stream()
                .anyMatch(segment -> plain(segment).equals(plain(last)));
    }

    /** Whether a value is a block that is there, or has a name like that of the field: {@code podSecurityContext}. */
    private boolean isLikely(Mention mention, AbsentField field) {
        if (mention.path().isEmpty()) {
            return false;
        }
        String last = plain(mention.path().get(mention.path().size() - 1));
        List<Object> segments = field.place().path().segments();
        int written = Math.max(0, field.place().nearest().segments().size() - 1);
        return chart.value(mention.instance(), mention.path()) instanceof Map
                || segments.subList(written, segments.size()).stream()
                        .anyMatch(segment -> segment instanceof String && last.contains(plain(segment)));
    }

    private static String plain(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    /** The ends of the field's path: the block may come to stand anywhere above it. */
    private void suffixes(AbsentField field, Candidate block) {
        List<Object> segments = field.place().path().segments();
        Object held = chart.value(block.instance(), block.path());
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i) instanceof Integer) {
                // a list is not merged with another one
                return;
            }
            List<Object> suffix = segments.subList(i, segments.size());
            var inside = new ArrayList<Object>(block.path());
            inside.addAll(suffix);
            if (JsonValues.at(held, suffix) == null && chart.accepts(block.instance(), inside)) {
                block.suffixes().add(suffix);
            }
        }
    }

    /** Values that conditions around fields ask for, switched over. */
    List<Candidate> switches(Collection<AbsentField> fields) {
        var candidates = new LinkedHashMap<List<Object>, Candidate>();
        for (AbsentField field : fields) {
            for (Mention mention : mentions.getOrDefault(field, Set.of())) {
                boolean isSwitch = !mention.path().isEmpty()
                        && (mention.compared() != null || !isPrinted(mention.instance(), mention.path(), field));
                Object other = isSwitch ? switched(mention) : null;
                Candidate candidate = other == null ? null : Candidate.switched(mention, other);
                if (candidate != null && fits(candidate)) {
                    candidates.putIfAbsent(candidate.key(), candidate);
                }
            }
        }
        return new ArrayList<>(candidates.values());
    }

    /**
     * Empty values that conditions and loops around fields ask for, with content: what stands in the field may show nothing of
     * it. Those named like a field come first.
     */
    List<Candidate> contents(Collection<AbsentField> fields) {
        var named = new LinkedHashSet<Candidate>();
        var others = new LinkedHashSet<Candidate>();
        var seen = new HashSet<List<Object>>();
        for (AbsentField field : fields) {
            for (Mention mention : mentions.getOrDefault(field, Set.of())) {
                if (isAsked(mention) && !mention.path().isEmpty()) {
                    contents(mention, field).stream()
                            .filter(candidate ->
                                    fits(candidate) && seen.add(List.of(candidate.kind(), candidate.key())))
                            .forEach((isNamed(mention, field) ? named : others)::add);
                }
            }
        }
        others.removeAll(named);
        named.addAll(others);
        return new ArrayList<>(named);
    }

    private List<Candidate> contents(Mention mention, AbsentField field) {
        Object held = chart.value(mention.instance(), mention.path());
        boolean isList = held instanceof List<?> list && list.isEmpty();
        if (isList || (held == null && mention.use() == Use.LOOP)) {
            return List.of(Candidate.of(mention, Kind.LIST), Candidate.of(mention, Kind.TEXTS));
        }
        if (held instanceof Map<?, ?> block && block.isEmpty()) {
            return List.of(Candidate.of(mention, Kind.BLOCK));
        }
        // a key without a value whose text comes to stand somewhere is an empty text
        boolean isText = "".equals(held) || (held == null && isPrinted(mention.instance(), mention.path(), field));
        return isText ? List.of(Candidate.of(mention, Kind.TEXT)) : List.of();
    }

    /** Whether a value that no file has shows itself, such as a name, rather than only what it is asked for. */
    boolean isPrinted(Candidate candidate, AbsentField field) {
        return isPrinted(candidate.instance(), candidate.path(), field);
    }

    private boolean isPrinted(Instance instance, List<Object> path, AbsentField field) {
        return chart.value(instance, path) == null
                && mentions(instance, path, field).anyMatch(mention -> mention.use() != Use.CONDITION);
    }

    /** How templates ask for a value around a field; a global one in any chart. */
    private Stream<Mention> mentions(Instance instance, List<Object> path, AbsentField field) {
        List<Object> key = ValuesLayers.rootPath(instance, path);
        return mentions.getOrDefault(field, Set.of()).stream()
                .filter(mention -> ValuesLayers.rootPath(mention.instance(), mention.path())
                        .equals(key));
    }

    /** Whether a condition or a loop asks for a value. */
    private static boolean isAsked(Mention mention) {
        return mention.use() == Use.CONDITION || mention.use() == Use.LOOP;
    }

    private @Nullable Object switched(Mention mention) {
        if (mention.use() != Use.CONDITION) {
            return null;
        }
        Object held = chart.value(mention.instance(), mention.path());
        Object compared = mention.compared();
        if (held instanceof Boolean flag) {
            return !flag;
        }
        if (compared != null && !compared.equals(held)) {
            return compared;
        }
        if (held == null) {
            return true;
        }
        return held.equals(0L) ? (Object) 1L : null;
    }

    /** Whether a condition takes a value for true. */
    static boolean isTrue(@Nullable Object held) {
        return held != null
                && !held.equals("")
                && !held.equals(false)
                && !held.equals(0L)
                && !(held instanceof Map<?, ?> map && map.isEmpty())
                && !(held instanceof List<?> list && list.isEmpty());
    }

    /** Whether a template asks for a value around a field in any way. */
    boolean isMentioned(Candidate candidate, AbsentField field) {
        return mentions(candidate.instance(), candidate.path(), field).findAny().isPresent();
    }

    /** Whether a value that a condition or a loop around a field asks for is empty without the trial. */
    boolean mayShow(Candidate candidate, AbsentField field) {
        return !isTrue(chart.value(candidate.instance(), candidate.path())) && concerns(candidate, field);
    }

    /** Whether a condition or a loop around a field asks for a value. */
    boolean concerns(Candidate candidate, AbsentField field) {
        return mentions(candidate.instance(), candidate.path(), field).anyMatch(Candidates::isAsked);
    }
}
