package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of ARM templates whose value follows from their arguments (learn.microsoft.com/azure/
 * azure-resource-manager/templates/template-functions). Those that ask the deployment or Azure have none here.
 */
final class ArmFunctions {
    /** That of the year 9999, the last one that Azure's dates have. */
    private static final long LAST_SECOND = 253_402_300_800L;

    private ArmFunctions() {}

    /** The value, or null when it is known only at deployment. */
    static @Nullable Node call(String name, List<Node> arguments, Position at) {
        Node text = TextFunctions.partly(name, arguments, at);
        if (text != null) {
            return text;
        }
        if (!arguments.stream().allMatch(Values::isKnown)) {
            return CollectionFunctions.partly(name, arguments, at);
        }
        int count = arguments.size();
        if (count == 0) {
            return switch (name) {
                case "true" -> Values.scalar(true, at);
                case "false" -> Values.scalar(false, at);
                case "null" -> Values.scalar(null, at);
                case "createarray" -> new Node.Sequence(List.of(), at);
                case "createobject" -> new Node.Mapping(List.of(), at);
                default -> null;
            };
        }
        Node first = arguments.get(0);
        Node second = count > 1 ? arguments.get(1) : Values.scalar(null, at);
        Node collection = CollectionFunctions.call(name, arguments, first, second, at);
        if (collection != null) {
            return collection;
        }
        Node network = NetworkFunctions.call(name, arguments, at);
        if (network != null) {
            return network;
        }
        return switch (name) {
            case "equals" ->
                count == 2 && isKnown(first, second) ? Values.scalar(Values.same(first, second, 0), at) : null;
            case "not" -> Values.value(first) instanceof Boolean flag ? Values.scalar(!flag, at) : null;
            // a value of another type is decided where it is written
            case "bool" -> bool(first, first.position());
            case "int" -> integer(first, first.position());
            case "float" -> floating(first, first.position());
            case "datetimefromepoch" -> date(Values.number(first), at);
            case "datetimetoepoch" -> epoch(Values.string(first), at);
            case "json" -> TextFunctions.parsed(Values.string(first), at);
            case "add", "sub", "mul", "div", "mod" -> arithmetic(name, first, second, at);
            case "less", "lessorequals", "greater", "greaterorequals" -> compare(name, first, second, at);
            default -> TextFunctions.call(name, arguments, first, second, at);
        };
    }

    private static @Nullable Node bool(Node node, Position at) {
        Object value = Values.value(node);
        if (value instanceof Boolean) {
            return node;
        }
        return value instanceof Long number
                ? Values.scalar(number != 0, at)
                : value instanceof String text && text.toLowerCase(Locale.ROOT).matches("true|false")
                        ? Values.scalar(Boolean.valueOf(text), at)
                        : null;
    }

    private static @Nullable Node integer(Node node, Position at) {
        String text = String.valueOf(Values.value(node));
        return text.matches("-?\\d{1,18}") ? Values.scalar(Long.valueOf(text), at) : null;
    }

    private static @Nullable Node floating(Node node, Position at) {
        String text = String.valueOf(Values.value(node));
        return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Values.scalar(Double.valueOf(text), at) : null;
    }

    private static @Nullable Node date(@Nullable Long seconds, Position at) {
        return seconds != null && Math.abs(seconds) < LAST_SECOND
                ? Values.scalar(Instant.ofEpochSecond(seconds).toString(), at)
                : null;
    }

    private static @Nullable Node epoch(@Nullable String text, Position at) {
        try {
            return text == null ? null : Values.scalar(Instant.parse(text).getEpochSecond(), at);
        } catch (DateTimeParseException otherFormat) {
            return null;
        }
    }

    private static @Nullable Node arithmetic(String name, Node left, Node right, Position at) {
        Long a = Values.number(left);
        Long b = Values.number(right);
        if (a == null || b == null || (b == 0 && (name.equals("div") || name.equals("mod")))) {
            return null;
        }
        return Values.scalar(
                switch (name) {
                    case "add" -> a + b;
                    case "sub" -> a - b;
                    case "mul" -> a * b;
                    case "div" -> a / b;
                    default -> a % b;
                },
                at);
    }

    private static @Nullable Node compare(String name, Node left, Node right, Position at) {
        Long a = Values.number(left);
        Long b = Values.number(right);
        String c = Values.string(left);
        String d = Values.string(right);
        int order;
        if (a != null && b != null) {
            order = a.compareTo(b);
        } else if (c != null && d != null) {
            order = c.compareTo(d);
        } else {
            return null;
        }
        return Values.scalar(
                switch (name) {
                    case "less" -> order < 0;
                    case "lessorequals" -> order <= 0;
                    case "greater" -> order > 0;
                    default -> order >= 0;
                },
                at);
    }

    private static boolean isKnown(Node left, Node right) {
        return Values.isKnownThroughout(left, 0) && Values.isKnownThroughout(right, 0);
    }
}
