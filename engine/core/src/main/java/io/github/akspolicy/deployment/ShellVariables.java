package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a script are at each of its commands, as far as the text says it without running it: what a plain
 * {@code X=text} sets that certainly ran before, and nothing else in between.
 */
final class ShellVariables {
    /** The folder of the commands that follow, which {@code cd} sets. */
    static final String FOLDER = "/folder";

    /** A command that may set any variable: {@code source}, {@code eval}. */
    private static final String ANY = "/any";

    /** A variable that is set more often is not followed. */
    private static final int MOST = 200;

    /** @param choices of the variable of a loop; null for others */
    private record Assignment(
            int index,
            ShellBlock block,
            @Nullable String value,
            @Nullable List<String> choices) {}

    /** Where each variable is set, whatever to. */
    private final Map<String, List<Assignment>> places = new HashMap<>();

    /** What it is set to, by the index of the statement. */
    private final Map<String, Map<Integer, Assignment>> values = new HashMap<>();

    private final Set<String> tooMany = new HashSet<>();
    private final Map<String, String> outside;

    /** @param outside variables of the environment, by name */
    ShellVariables(Map<String, String> outside) {
        this.outside = outside;
    }

    /** Enters that a statement sets a variable; to what comes with {@link #set}. */
    void maySet(String name, int index, ShellBlock block) {
        List<Assignment> all = places.computeIfAbsent(name, key -> new ArrayList<>());
        if (all.size() < MOST) {
            all.add(new Assignment(index, block, null, null));
        } else {
            tooMany.add(name);
        }
    }

    /** Enters that a statement may set any variable. */
    void maySetAny(int index, ShellBlock block) {
        maySet(ANY, index, block);
    }

    void set(String name, int index, ShellBlock block, @Nullable String value, @Nullable List<String> choices) {
        values.computeIfAbsent(name, key -> new HashMap<>()).put(index, new Assignment(index, block, value, choices));
    }

    /** The value of a variable at a statement; null when the text does not say it. */
    @Nullable
    String value(String name, int index, ShellBlock block) {
        if (tooMany.contains(name)) {
            return null;
        }
        List<Assignment> all = seen(name, block);
        Assignment last = last(all, index);
        if (last == null) {
            boolean isLater = !all.isEmpty() && block.repeated() != null;
            return isLater || isUndone(-1, index, block) ? null : outside.get(name);
        }
        Assignment found = certain(all, last, index, block)
                ? values.getOrDefault(name, Map.of()).get(last.index())
                : null;
        return found == null ? null : found.value();
    }

    /** What the variable of a loop is in turn; null for any other. */
    @Nullable
    List<String> choices(String name, int index, ShellBlock block) {
        List<Assignment> all = seen(name, block);
        Assignment last = last(all, index);
        Assignment found = last != null && certain(all, last, index, block)
                ? values.getOrDefault(name, Map.of()).get(last.index())
                : null;
        return found == null ? null : found.choices();
    }

    /** The places that set a variable, without those whose effect ends before a block begins. */
    private List<Assignment> seen(String name, ShellBlock block) {
        return places.getOrDefault(name, List.of()).stream()
                .filter(place -> !place.block().isIn(ShellBlock.Kind.SUBSHELL, block))
                .toList();
    }

    private static @Nullable Assignment last(List<Assignment> all, int index) {
        Assignment last = null;
        for (Assignment one : all) {
            last = one.index() < index ? one : last;
        }
        return last;
    }

    private boolean certain(List<Assignment> all, Assignment last, int index, ShellBlock block) {
        return last.block().holds(block) && isSingle(all, last, block) && !isUndone(last.index(), index, block);
    }

    /** Whether nothing sets the variable that runs at another time than its place in the text says. */
    private static boolean isSingle(List<Assignment> all, Assignment last, ShellBlock block) {
        boolean isCalled = all.stream().anyMatch(one -> one.block().isIn(ShellBlock.Kind.FUNCTION, block));
        ShellBlock repeated = block.repeated();
        if (repeated == null) {
            return !isCalled;
        }
        long inside = all.stream().filter(one -> repeated.holds(one.block())).count();
        if (repeated.holds(last.block())) {
            return inside == 1;
        }
        return inside == 0 && !isCalled && (repeated.kind() == ShellBlock.Kind.LOOP || all.size() == 1);
    }

    /** Whether something in between may set every variable. */
    private boolean isUndone(int from, int to, ShellBlock block) {
        return tooMany.contains(ANY)
                || seen(ANY, block).stream().anyMatch(one -> one.index() > from && one.index() < to);
    }
}
