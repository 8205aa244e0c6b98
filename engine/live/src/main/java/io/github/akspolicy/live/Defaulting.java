package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server makes of a value without changing its meaning: it leaves out what is empty, fills in what is zero, and
 * writes amounts in one way. The names are those of {@link ApiTypes}, the rules those of Go's {@code omitempty} and of {@code
 * resource.Quantity}.
 */
final class Defaulting {
    private static final Map<String, Set<String>> FILLED_IN = ApiTypes.values("filled-in");
    private static final Map<String, Set<String>> ADDED_TO_ITEMS = ApiTypes.values("added");
    private static final Set<String> FILLED_LISTS = ApiTypes.names("filled-list");
    private static final Set<String> AMOUNTS = ApiTypes.names("amount");
    private static final Set<String> TEXTS = ApiTypes.names("text");

    private static final int MILLI = 3;

    private Defaulting() {}

    /** Whether a value says nothing: the API server keeps no null. */
    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    /**
     * Whether a field that was written like this may be left out.
     *
     * @param isBuiltIn whether its kind is a type of the API server, and no custom resource
     */
    static boolean mayBeLeftOut(Field released, boolean isBuiltIn) {
        Node node = released.node();
        FieldPath parent = released.path().parent();
        if (node instanceof Node.Scalar && parent != null && ApiTypes.isMap(parent.lastField())) {
            // the entries of a map are data, whatever they are
            return isNull(node);
        }
        if (node instanceof Node.Mapping mapping) {
            return (!isBuiltIn || ApiTypes.isMap(released.key()))
                    && mapping.entries().stream().allMatch(entry -> isNull(entry.value()));
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().isEmpty();
        }
        return isZero(node) && !ApiTypes.keepsZero(released.key());
    }

    private static boolean isZero(@Nullable Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return false;
        }
        Object value = scalar.value();
        return value == null || value.equals("") || value.equals(false) || value.equals(0L);
    }

    /** Whether nobody set a list, so that the API server did. */
    static boolean isFilledIn(Field emptyList) {
        return FILLED_LISTS.contains(emptyList.key());
    }

    /** Whether the API server adds a field to an item of a list that it keeps as a whole. */
    static boolean isAddedToItems(String field, Node running) {
        if (isNull(running) || isZero(running)) {
            return true;
        }
        Set<String> values = ADDED_TO_ITEMS.get(field);
        return values != null
                && (values.isEmpty()
                        || (running instanceof Node.Scalar scalar && values.contains(String.valueOf(scalar.value()))));
    }

    /** Whether two scalars mean the same. */
    static boolean isSame(Field released, Node.Scalar one, Node.Scalar other) {
        if (Objects.equals(one.value(), other.value()) || isDefaultOfZero(released, one, other)) {
            return true;
        }
        String left = String.valueOf(one.value());
        String right = String.valueOf(other.value());
        if (one.value() instanceof Number && other.value() instanceof Number) {
            return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
        }
        if (isAmount(released.path())) {
            Optional<BigDecimal> amount = amount(left);
            return amount.isPresent()
                    && amount(right)
                            .filter(running -> running.compareTo(amount.get()) == 0)
                            .isPresent();
        }
        if (isBytes(released.path())) {
            return withoutSpace(left).equals(withoutSpace(right));
        }
        // an IntOrString, or a value that the API server takes as text
        return left.equals(right);
    }

    private static boolean isDefaultOfZero(Field released, Node.Scalar one, Node.Scalar other) {
        if (!isZero(one) || Boolean.FALSE.equals(one.value()) || isOf(TEXTS, released.path())) {
            return false;
        }
        Set<String> defaults = FILLED_IN.get(released.key());
        return defaults != null && (defaults.isEmpty() || defaults.contains(String.valueOf(other.value())));
    }

    /** As SetDefaults_ResourceList leaves it: nothing is finer than a thousandth. */
    private static Optional<BigDecimal> amount(String text) {
        return Quantity.parse(text)
                .map(amount -> amount.scale() > MILLI ? amount.setScale(MILLI, RoundingMode.UP) : amount);
    }

    /** Bytes are read from base64 and written anew, on one line. */
    private static boolean isBytes(FieldPath path) {
        FieldPath parent = path.parent();
        return path.lastField().equals("caBundle")
                || (parent != null && parent.lastField().equals("binaryData"));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static boolean isAmount(FieldPath path) {
        FieldPath parent = path.parent();
        String within = parent == null ? "" : parent.lastField();
        return !isOf(TEXTS, path)
                && (AMOUNTS.contains(path.lastField())
                        || AMOUNTS.contains(within)
                        || List.of(within, path.lastField()).equals(List.of("target", "value")));
    }

    private static boolean isOf(Set<String> mappings, FieldPath path) {
        for (FieldPath part = path.parent(); part != null; part = part.parent()) {
            if (mappings.contains(part.lastField())) {
                return true;
            }
        }
        return false;
    }
}
