package io.github.akspolicy.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Marks the values of a document that something fills in before it is applied, and counts those that are no free text. Commands,
 * arguments, variables of containers, annotations and data are free: there {@code $(X)} and {@code $X} are of whoever reads them,
 * and a value counts only for the policy that asks for it.
 */
public final class PlaceholderMarks {
    private static final Set<String> FREE =
            Set.of("command", "args", "annotations", "data", "stringData", "env", "script", "subPathExpr");

    /** Texts in languages that have such forms themselves, and prose. */
    private static final Set<String> NEVER =
            Set.of("description", "expression", "messageExpression", "rego", "binaryData");

    /** Groups of Kubernetes, of its special interest groups and of Azure Service Operator. */
    private static final Pattern KNOWN_GROUP =
            Pattern.compile("v\\d\\w*+|(?:apps|batch|autoscaling|policy|extensions)/.*|.*(?:k8s\\.io|azure\\.com)/.*");

    private static final int LONGEST_ENCODED = 2_000;

    private final Placeholders placeholders;
    private final Map<String, Position> counted = new LinkedHashMap<>();
    private final Map<Position, Unresolved> marked = new HashMap<>();

    /** Marks what these placeholders are found in. */
    public PlaceholderMarks(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** The placeholders that were found in values that are no free text, each with its first place, in the order of the file. */
    public Map<String, Position> counted() {
        return Collections.unmodifiableMap(counted);
    }

    /** What is known of each value that was marked, by where it begins; it grows with each document. */
    public Map<Position, Unresolved> marked() {
        return Collections.unmodifiableMap(marked);
    }

    /** The document with its marks. */
    public Node mark(Node document) {
        return mark(document, Where.OTHER);
    }

    private enum Where {
        /** An object of Kubernetes or Azure. */
        OBJECT,
        SECRET,
        /** Values of a Secret in base64. */
        ENCODED,
        FREE,
        /** Custom resources have languages of their own: only a policy knows which of their values count. */
        OTHER
    }

    private Node mark(Node node, Where where) {
        if (node instanceof Node.Mapping mapping) {
            return mark(mapping, object(mapping, where));
        }
        if (node instanceof Node.Sequence list) {
            List<Node> items =
                    list.items().stream().map(item -> mark(item, where)).toList();
            return isSame(items, list.items()) ? list : new Node.Sequence(items, list.position());
        }
        return mark((Node.Scalar) node, where);
    }

    private Node mark(Node.Mapping mapping, @Nullable Where where) {
        if (where == null) {
            return mapping;
        }
        var entries = new ArrayList<Node.Entry>(mapping.entries().size());
        for (Node.Entry entry : mapping.entries()) {
            Node value = NEVER.contains(entry.key()) ? entry.value() : mark(entry.value(), within(entry.key(), where));
            entries.add(
                    value == entry.value()
                            ? entry
                            : new Node.Entry(
                                    UnquotedBraces.restored(entry.key()), entry.keyPosition(), value, entry.dropped()));
        }
        return isSame(entries, mapping.entries())
                ? mapping
                : new Node.Mapping(entries, mapping.position(), mapping.ignoresCase());
    }

    private static boolean isSame(List<?> marked, List<?> unmarked) {
        for (int i = 0; i < marked.size(); i++) {
            if (marked.get(i) != unmarked.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** What a mapping is: an object may be in a list of objects. Null where nothing in it is a value. */
    private static @Nullable Where object(Node.Mapping mapping, Where around) {
        String apiVersion = text(mapping, "apiVersion");
        String kind = text(mapping, "kind");
        if (apiVersion.isEmpty() || kind.isEmpty() || around == Where.FREE) {
            return around;
        }
        return switch (kind) {
            case "CustomResourceDefinition" -> null;
            case "Secret" -> Where.SECRET;
            default -> KNOWN_GROUP.matcher(apiVersion).matches() ? Where.OBJECT : Where.OTHER;
        };
    }

    private static String text(Node.Mapping mapping, String key) {
        return mapping.get(key) instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : "";
    }

    private static Where within(String key, Where where) {
        if (where == Where.SECRET && !key.equals("annotations")) {
            return key.equals("data") ? Where.ENCODED : where;
        }
        return FREE.contains(key) && where != Where.ENCODED ? Where.FREE : where;
    }

    private Node mark(Node.Scalar scalar, Where where) {
        if (!(scalar.value() instanceof String written)) {
            return scalar;
        }
        String text = UnquotedBraces.restored(written);
        if (!text.equals(written)) {
            return mark(new Node.Scalar(text, scalar.position(), scalar.text(), null), where);
        }
        if (text.indexOf('\n') >= 0) {
            return scalar;
        }
        List<Placeholder> found = placeholders.find(text, form -> where != Where.FREE || isOfPipeline(form));
        if (found.isEmpty() && where == Where.ENCODED) {
            List<Placeholder> encoded = placeholders.find(decoded(text));
            return encoded.isEmpty() ? scalar : counted(scalar, where, encoded, new Unresolved(text, "⟨" + text + "⟩"));
        }
        Unresolved known = Placeholders.unresolved(text, found);
        return known == null ? scalar : counted(scalar, where, found, known);
    }

    private Node counted(Node.Scalar scalar, Where where, List<Placeholder> found, Unresolved known) {
        if (where != Where.FREE && where != Where.OTHER) {
            found.forEach(one -> counted.putIfAbsent(one.text(), scalar.position()));
        }
        marked.put(scalar.position(), known);
        return scalar.filledIn(known);
    }

    private static String decoded(String text) {
        if (text.length() > LONGEST_ENCODED) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException plain) {
            return "";
        }
    }

    private static boolean isOfPipeline(@Nullable PlaceholderForm form) {
        return form == null
                || switch (form) {
                    case DOLLAR_BRACES, HASH, UNDERSCORES, WORDS, BRACES, ANGLES, PERCENT -> true;
                    case PARENTHESES, DOLLAR -> false;
                };
    }
}
