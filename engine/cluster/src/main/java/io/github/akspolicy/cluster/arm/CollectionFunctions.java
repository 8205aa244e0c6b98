package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of arrays and objects. */
final class CollectionFunctions {
    private static final int LONGEST_RANGE = 10_000;
    /** Items that are compared each with each. */
    private static final int MOST_COMPARED = 5_000;

    private CollectionFunctions() {}

    /** Those that keep what is not known inside of what they make. */
    static @Nullable Node partly(String name, List<Node> arguments, Position at) {
        return switch (name) {
            case "createarray" -> new Node.Sequence(arguments, at);
            case "createobject" -> object(arguments, at);
            case "array" -> arguments.size() == 1 ? new Node.Sequence(arguments, at) : null;
            // an id has some text whatever the rest of it will be
            case "empty" ->
                arguments.size() == 1 && Values.isSurelyText(arguments.get(0)) ? Values.scalar(false, at) : null;
            case "equals" -> arguments.size() == 2 && isTextAndNothing(arguments) ? Values.scalar(false, at) : null;
            default -> null;
        };
    }

    private static boolean isTextAndNothing(List<Node> arguments) {
        for (int i = 0; i < 2; i++) {
            Node other = arguments.get(1 - i);
            if (Values.isSurelyText(arguments.get(i)) && (Values.isNull(other) || "".equals(Values.string(other)))) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Node call(String name, List<Node> arguments, Node first, Node second, Position at) {
        return switch (name) {
            case "createarray" -> new Node.Sequence(arguments, at);
            case "createobject" -> object(arguments, at);
            case "array" -> first instanceof Node.Sequence ? first : new Node.Sequence(List.of(first), at);
            case "concat", "union" -> union(name, arguments, at);
            case "shallowmerge" -> first instanceof Node.Sequence list ? union("shallow", list.items(), at) : null;
            case "flatten" -> flatten(first, at);
            case "intersection" -> intersection(arguments, at);
            case "empty" -> empty(first, at);
            case "length" -> length(first, at);
            case "contains" -> contains(first, second, at);
            case "first", "last" -> end(name.equals("first"), first, at);
            case "take", "skip" -> part(name.equals("take"), first, Values.number(second), at);
            case "indexof", "lastindexof" -> index(name.equals("indexof"), first, second, at);
            case "indexfromend", "tryindexfromend" -> fromEnd(name.startsWith("try"), first, Values.number(second), at);
            case "join" -> join(first, Values.string(second), at);
            case "min", "max" -> extreme(name.equals("max"), arguments, at);
            case "range" -> range(Values.number(first), Values.number(second), at);
            case "items" -> items(first, at);
            case "objectkeys" ->
                first instanceof Node.Mapping mapping
                        ? new Node.Sequence(
                                mapping.entries().stream()
                                        .map(entry -> (Node) Values.scalar(entry.key(), at))
                                        .toList(),
                                at)
                        : null;
            case "tryget" -> tryGet(arguments, at);
            default -> null;
        };
    }

    private static @Nullable Node object(List<Node> arguments, Position at) {
        var entries = new ArrayList<Node.Entry>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String key = Values.string(arguments.get(i));
            if (key == null) {
                return null;
            }
            entries.removeIf(entry -> entry.key().equals(key));
            entries.add(new Node.Entry(key, at, arguments.get(i + 1)));
        }
        return new Node.Mapping(entries, at);
    }

    private static @Nullable Node union(String name, List<Node> arguments, Position at) {
        if (arguments.stream().allMatch(Node.Sequence.class::isInstance)) {
            if (!name.equals("concat") && size(arguments) > MOST_COMPARED) {
                return null;
            }
            var items = new ArrayList<Node>();
            for (Node argument : arguments) {
                for (Node item : ((Node.Sequence) argument).items()) {
                    if (name.equals("concat") || items.stream().noneMatch(known -> Values.same(known, item, 0))) {
                        items.add(item);
                    }
                }
            }
            return new Node.Sequence(items, at);
        }
        if (name.equals("concat") || !arguments.stream().allMatch(Node.Mapping.class::isInstance)) {
            return null;
        }
        Node.Mapping merged = (Node.Mapping) arguments.get(0);
        for (Node argument : arguments.subList(1, arguments.size())) {
            merged = merge(merged, (Node.Mapping) argument, name.equals("union"), 0);
        }
        return merged;
    }

    /** {@code union} merges objects within objects, {@code shallowMerge} does not; in both a later value overwrites. */
    private static Node.Mapping merge(Node.Mapping one, Node.Mapping other, boolean isDeep, int depth) {
        var entries = new ArrayList<>(one.entries());
        for (Node.Entry entry : other.entries()) {
            int at = -1;
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).key().equalsIgnoreCase(entry.key())) {
                    at = i;
                }
            }
            if (at < 0) {
                entries.add(entry);
            } else if (isDeep
                    && depth < 50
                    && entries.get(at).value() instanceof Node.Mapping inner
                    && entry.value() instanceof Node.Mapping more) {
                entries.set(at, new Node.Entry(entry.key(), entry.keyPosition(), merge(inner, more, true, depth + 1)));
            } else {
                entries.set(at, entry);
            }
        }
        return new Node.Mapping(entries, one.position());
    }

    private static @Nullable Node flatten(Node node, Position at) {
        if (!(node instanceof Node.Sequence list)) {
            return null;
        }
        var items = new ArrayList<Node>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Sequence inner)) {
                return null;
            }
            items.addAll(inner.items());
        }
        return new Node.Sequence(items, at);
    }

    private static @Nullable Node index(boolean isFirst, Node node, Node wanted, Position at) {
        if (!(node instanceof Node.Sequence list) || !Values.isKnownThroughout(list, 0)) {
            return null;
        }
        long found = -1;
        for (int i = 0; i < list.items().size() && !(isFirst && found >= 0); i++) {
            found = Values.same(list.items().get(i), wanted, 0) ? i : found;
        }
        return Values.scalar(found, at);
    }

    /** The last item has the index 1. */
    private static @Nullable Node fromEnd(boolean isSafe, Node node, @Nullable Long index, Position at) {
        if (!(node instanceof Node.Sequence list) || index == null) {
            return null;
        }
        int size = list.items().size();
        if (index < 1 || index > size) {
            return isSafe ? Values.scalar(null, at) : null;
        }
        return list.items().get(size - index.intValue());
    }

    /** What all objects say alike; an object within is compared with its counterpart. */
    private static Node.Mapping common(Node.Mapping one, Node.Mapping other, int depth) {
        var entries = new ArrayList<Node.Entry>();
        for (Node.Entry entry : one.entries()) {
            Node.Entry counterpart = Values.entry(other, entry.key());
            if (counterpart == null) {
                continue;
            }
            if (depth < 50
                    && entry.value() instanceof Node.Mapping inner
                    && counterpart.value() instanceof Node.Mapping more) {
                entries.add(new Node.Entry(entry.key(), entry.keyPosition(), common(inner, more, depth + 1)));
            } else if (Values.same(entry.value(), counterpart.value(), 0)) {
                entries.add(entry);
            }
        }
        return new Node.Mapping(entries, one.position());
    }

    private static @Nullable Node intersection(List<Node> arguments, Position at) {
        if (arguments.stream().allMatch(Node.Mapping.class::isInstance)
                && arguments.stream().allMatch(argument -> Values.isKnownThroughout(argument, 0))) {
            return arguments.stream()
                    .map(Node.Mapping.class::cast)
                    .reduce((one, other) -> common(one, other, 0))
                    .orElseThrow();
        }
        if (!arguments.stream().allMatch(Node.Sequence.class::isInstance) || size(arguments) > MOST_COMPARED) {
            return null;
        }
        List<Node> items = ((Node.Sequence) arguments.get(0)).items();
        for (Node argument : arguments) {
            List<Node> others = ((Node.Sequence) argument).items();
            items = items.stream()
                    .filter(item -> others.stream().anyMatch(other -> Values.same(item, other, 0)))
                    .toList();
        }
        return new Node.Sequence(items, at);
    }

    private static @Nullable Node empty(Node node, Position at) {
        Long length = size(node);
        return Values.isNull(node) ? Values.scalar(true, at) : length == null ? null : Values.scalar(length == 0, at);
    }

    private static @Nullable Node length(Node node, Position at) {
        Long length = size(node);
        return length == null ? null : Values.scalar(length, at);
    }

    private static long size(List<Node> arrays) {
        return arrays.stream()
                .mapToLong(array -> ((Node.Sequence) array).items().size())
                .sum();
    }

    private static @Nullable Long size(Node node) {
        if (node instanceof Node.Sequence list) {
            return (long) list.items().size();
        }
        if (node instanceof Node.Mapping mapping) {
            return (long) mapping.entries().size();
        }
        String text = Values.string(node);
        return text == null ? null : (long) text.length();
    }

    private static @Nullable Node contains(Node container, Node wanted, Position at) {
        String text = Values.string(wanted);
        if (container instanceof Node.Sequence list) {
            boolean found = list.items().stream().anyMatch(item -> Values.same(item, wanted, 0));
            return !found && !list.items().stream().allMatch(Values::isKnown) ? null : Values.scalar(found, at);
        }
        if (container instanceof Node.Mapping) {
            return text == null ? null : Values.scalar(Values.entry(container, text) != null, at);
        }
        String whole = Values.string(container);
        return whole == null || text == null ? null : Values.scalar(whole.contains(text), at);
    }

    private static @Nullable Node end(boolean isFirst, Node node, Position at) {
        if (node instanceof Node.Sequence list) {
            return list.items().isEmpty()
                    ? Values.scalar(null, at)
                    : list.items().get(isFirst ? 0 : list.items().size() - 1);
        }
        String text = Values.string(node);
        if (text == null) {
            return null;
        }
        return Values.scalar(
                text.isEmpty() ? "" : isFirst ? text.substring(0, 1) : text.substring(text.length() - 1), at);
    }

    private static @Nullable Node part(boolean isTake, Node node, @Nullable Long number, Position at) {
        if (number == null) {
            return null;
        }
        int count = (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
        if (node instanceof Node.Sequence list) {
            int cut = Math.min(count, list.items().size());
            return new Node.Sequence(
                    isTake
                            ? list.items().subList(0, cut)
                            : list.items().subList(cut, list.items().size()),
                    at);
        }
        String text = Values.string(node);
        if (text == null) {
            return null;
        }
        int cut = Math.min(count, text.length());
        return Values.scalar(isTake ? text.substring(0, cut) : text.substring(cut), at);
    }

    private static @Nullable Node join(Node node, @Nullable String between, Position at) {
        if (!(node instanceof Node.Sequence list) || between == null) {
            return null;
        }
        var text = new StringBuilder();
        boolean isKnown = true;
        String separator = "";
        for (Node item : list.items()) {
            String partial = Values.partial(item);
            if (partial == null) {
                return null;
            }
            isKnown &= Values.isKnown(item);
            text.append(separator).append(partial);
            separator = between;
        }
        return Values.text(text.toString(), isKnown, at);
    }

    private static @Nullable Node extreme(boolean isMax, List<Node> arguments, Position at) {
        List<Node> numbers =
                arguments.size() == 1 && arguments.get(0) instanceof Node.Sequence list ? list.items() : arguments;
        Long best = null;
        for (Node node : numbers) {
            Long number = Values.number(node);
            if (number == null) {
                return null;
            }
            best = best == null
                    ? number
                    : isMax ? Long.valueOf(Math.max(best, number)) : Long.valueOf(Math.min(best, number));
        }
        return best == null ? null : Values.scalar(best, at);
    }

    private static @Nullable Node range(@Nullable Long start, @Nullable Long count, Position at) {
        if (start == null || count == null || count < 0 || count > LONGEST_RANGE) {
            return null;
        }
        var items = new ArrayList<Node>();
        for (long i = 0; i < count; i++) {
            items.add(Values.scalar(start + i, at));
        }
        return new Node.Sequence(items, at);
    }

    private static @Nullable Node items(Node node, Position at) {
        if (!(node instanceof Node.Mapping mapping)) {
            return null;
        }
        return new Node.Sequence(
                mapping.entries().stream()
                        .sorted((left, right) -> left.key()
                                .toLowerCase(Locale.ROOT)
                                .compareTo(right.key().toLowerCase(Locale.ROOT)))
                        .map(entry -> (Node) new Node.Mapping(
                                List.of(
                                        new Node.Entry("key", at, Values.scalar(entry.key(), at)),
                                        new Node.Entry("value", at, entry.value())),
                                at))
                        .toList(),
                at);
    }

    private static @Nullable Node tryGet(List<Node> arguments, Position at) {
        Node value = arguments.get(0);
        for (Node key : arguments.subList(1, arguments.size())) {
            String name = Values.string(key);
            Long index = Values.number(key);
            Node found = name != null ? Values.get(value, name) : null;
            if (index != null
                    && value instanceof Node.Sequence list
                    && index >= 0
                    && index < list.items().size()) {
                found = list.items().get(index.intValue());
            }
            if (found == null) {
                return Values.scalar(null, at);
            }
            if (!Values.isKnown(found)) {
                return found;
            }
            value = found;
        }
        return value;
    }
}
