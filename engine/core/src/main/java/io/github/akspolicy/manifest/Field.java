package io.github.akspolicy.manifest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a document that is there or not. Policies walk a manifest with it: {@code pod.get("securityContext")
 * .get("seccompProfile")} never fails, and an absent field still knows its path and its nearest existing parent, which
 * is where a person must add it.
 */
public final class Field {
    private final FieldPath path;
    private final @Nullable Node node;
    private final Place place;

    private Field(FieldPath path, @Nullable Node node, Place place) {
        this.path = path;
        this.node = node;
        this.place = place;
    }

    /** The root of a document. */
    public static Field root(Node node) {
        return new Field(
                FieldPath.ROOT, node, new Place(FieldPath.ROOT, FieldPath.ROOT, node.position(), node.position()));
    }

    public FieldPath path() {
        return path;
    }

    /** The value, or null when the field is absent. A field that is written as null has a null scalar. */
    public @Nullable Node node() {
        return node;
    }

    /** Where a finding about this field belongs: it holds no part of the document tree and may be kept. */
    public Place place() {
        return place;
    }

    /** Whether the field is written, even as null. */
    public boolean isWritten() {
        return node != null;
    }

    /** Whether the API server sees a value: null is the same as absent to it. */
    public boolean isPresent() {
        return node != null && !(node instanceof Node.Scalar scalar && scalar.value() == null);
    }

    /** The field {@code name} of this mapping; absent when this is no mapping or has no such key. */
    public Field get(String name) {
        FieldPath childPath = path.field(name);
        if (node instanceof Node.Mapping mapping) {
            Node.Entry entry = mapping.entry(name);
            if (entry != null) {
                return new Field(
                        childPath,
                        entry.value(),
                        new Place(
                                childPath,
                                childPath,
                                entry.keyPosition(),
                                entry.value().position()));
            }
        }
        return new Field(childPath, null, place.absent(name));
    }

    /** The fields along {@code names}, one inside the other. */
    public Field at(String... names) {
        Field field = this;
        for (String name : names) {
            field = field.get(name);
        }
        return field;
    }

    /**
     * The field that a path of another document leads to in this one: list items are found by name where the path knows
     * one, since a container may have moved in its list.
     */
    public Field follow(FieldPath other) {
        FieldPath parent = other.parent();
        if (parent == null) {
            return this;
        }
        Field within = follow(parent);
        if (other.lastIndex() < 0) {
            return within.get(other.lastField());
        }
        String name = other.itemName();
        List<Field> items = within.items();
        for (Field item : items) {
            if (name != null && name.equals(item.path().itemName())) {
                return item;
            }
        }
        return name == null && other.lastIndex() < items.size()
                ? items.get(other.lastIndex())
                : new Field(other, null, within.place());
    }

    /** The items of this list; empty when it is absent or no list. */
    public List<Field> items() {
        if (!(node instanceof Node.Sequence sequence)) {
            return List.of();
        }
        var items = new ArrayList<Field>(sequence.items().size());
        for (Node item : sequence.items()) {
            String name = item instanceof Node.Mapping mapping
                            && mapping.get("name") instanceof Node.Scalar scalar
                            && scalar.value() instanceof String text
                    ? text
                    : null;
            FieldPath itemPath = path.item(items.size(), name);
            items.add(new Field(itemPath, item, new Place(itemPath, itemPath, item.position(), item.position())));
        }
        return items;
    }

    /** The fields of this mapping in the order of the file; empty when it is absent or no mapping. */
    public List<Field> fields() {
        if (!(node instanceof Node.Mapping mapping)) {
            return List.of();
        }
        var fields = new ArrayList<Field>(mapping.entries().size());
        for (Node.Entry entry : mapping.entries()) {
            FieldPath childPath = path.field(entry.key());
            fields.add(new Field(
                    childPath,
                    entry.value(),
                    new Place(
                            childPath,
                            childPath,
                            entry.keyPosition(),
                            entry.value().position())));
        }
        return fields;
    }

    /** The last field name of the path: the key of this field. */
    public String key() {
        return path.lastField();
    }

    /** The value when it is a string, else null: a number or boolean is not a string to the API server. */
    public @Nullable String string() {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : null;
    }

    /** The value when it is a string, else {@code absent}. */
    public String stringOr(String absent) {
        String text = string();
        return text == null ? absent : text;
    }

    /** The value when it is a boolean, else null. */
    public @Nullable Boolean bool() {
        return (node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean value) ? value : null;
    }

    /** Whether the value is the boolean true. */
    public boolean isTrue() {
        return Boolean.TRUE.equals(bool());
    }

    /** Whether the value is the boolean false. */
    public boolean isFalse() {
        return Boolean.FALSE.equals(bool());
    }

    /** The value when it is a whole number that fits a long, else null. A float without fraction counts. */
    public @Nullable Long integer() {
        if (!(node instanceof Node.Scalar scalar)) {
            return null;
        }
        Object value = scalar.value();
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValueExact();
        }
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.valueOf(number.longValue())
                : null;
    }

    /** Why the value is known only at deployment, or null when it is known or absent. */
    public @Nullable Unresolved unresolved() {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof Unresolved value ? value : null;
    }

    /** The items of this list that are strings. */
    public List<String> strings() {
        return items().stream()
                .map(Field::string)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** A scalar as text for messages and lenient comparison (42 and "42" alike), or null for anything else. */
    public @Nullable String text() {
        return node instanceof Node.Scalar scalar && scalar.value() != null ? String.valueOf(scalar.value()) : null;
    }

    /** A scalar as text for messages, else {@code absent}. */
    public String textOr(String absent) {
        String text = text();
        return text == null ? absent : text;
    }

    @Override
    public String toString() {
        return path + " at " + place.key();
    }
}
