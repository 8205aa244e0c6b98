package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.values.ValuesLayers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value that may decide about absent fields, with what is tried for it. */
final class Candidate {
    /** How a value is tried. */
    enum Kind {
        /** It gets a mapping that has the fields in question, with a token in each. */
        BLOCK,
        /** It gets a token itself. */
        TEXT,
        /** It gets a list of one mapping with a token. */
        LIST,
        /** It gets a list of one token. */
        TEXTS,
        /** It is switched over, which shows what the template writes by itself. */
        SWITCH,
        /** It becomes what it is without the strongest values file that sets it. */
        RESTORED
    }

    private final Instance instance;
    private final List<Object> path;
    private final Kind kind;
    private final @Nullable Object switchTo;
    private final Set<List<Object>> suffixes = new LinkedHashSet<>();

    private Candidate(Instance instance, List<Object> path, Kind kind, @Nullable Object switchTo) {
        this.instance = instance;
        this.path = path;
        this.kind = kind;
        this.switchTo = switchTo;
    }

    static Candidate of(Mention mention, Kind kind) {
        return new Candidate(mention.instance(), mention.path(), kind, null);
    }

    static Candidate switched(Mention mention, Object switchTo) {
        return new Candidate(mention.instance(), mention.path(), Kind.SWITCH, switchTo);
    }

    static Candidate restored(Instance instance, List<Object> path, @Nullable Object before) {
        return new Candidate(instance, path, Kind.RESTORED, before);
    }

    /** The same block with no more than one field inside; without any for an empty path. */
    Candidate with(List<Object> inside) {
        var block = new Candidate(instance, path, Kind.BLOCK, null);
        if (!inside.isEmpty()) {
            block.suffixes.add(inside);
        }
        return block;
    }

    /** The same value given a text. */
    Candidate asText() {
        return new Candidate(instance, path, Kind.TEXT, null);
    }

    Instance instance() {
        return instance;
    }

    List<Object> path() {
        return path;
    }

    Kind kind() {
        return kind;
    }

    /** What a switch is set to, or what a restored value becomes. */
    @Nullable
    Object switchTo() {
        return switchTo;
    }

    /** The fields inside a block that get tokens. */
    Set<List<Object>> suffixes() {
        return suffixes;
    }

    /** The key in the values of the chart that is rendered. */
    List<Object> key() {
        return ValuesLayers.rootPath(instance, path);
    }

    /** Whether something is at a key once this value is tried. */
    boolean fills(List<Object> asked) {
        List<Object> own = key();
        if (asked.size() < own.size()) {
            return own.subList(0, asked.size()).equals(asked);
        }
        if (!asked.subList(0, own.size()).equals(own)) {
            return false;
        }
        List<Object> inside = asked.subList(own.size(), asked.size());
        return inside.isEmpty()
                || suffixes.stream()
                        .anyMatch(suffix -> suffix.size() >= inside.size()
                                && suffix.subList(0, inside.size()).equals(inside));
    }
}
