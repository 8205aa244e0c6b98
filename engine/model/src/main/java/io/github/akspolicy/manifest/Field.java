package io.github.akspolicy.manifest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A field of a document that is there or not. Policies walk a manifest with it: {@code pod.get("securityContext")
 * .get("seccompProfile")} never fails, and an absent field still knows its path and its nearest existing parent, which
 * is where a person must add it.
 */
public final class Field {
    private static final int NO_ITEM = -1;

    private final @Nullable Field parent;
    /** The key; the empty string for an item or the root. */
    private final String name;

    private final int index;
    private final @Nullable Node node;
    /** Where the key is written; null when nothing is. */
    private final @Nullable Position key;

    /**
     * What is in it, in the order of the file, as far as somebody has asked: dozens of policies walk the same fields. Made
     * when needed, as the path is; a race makes one more equal copy and nothing else, since fields do not change.
     */
    private @Nullable Field @Nullable [] inner;

    private @Nullable List<Field> all;
    /** Where the same can be said as well; empty when nowhere. */
    private List<Field> substitutes = List.of();

    private @Nullable FieldPath path;

    private Field(@Nullable Field parent, String name, int index, @Nullable Node node, @Nullable Position key) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.node = node;
        this.key = key;
    }

    /** The root of a document. */
    public static Field root(Node node) {
        return new Field(null, "", NO_ITEM, node, node.position());
    }

    /** This field with another value at the same place: the document that its text holds. */
    Field holding(Node document) {
        var held = new Field(parent, name, index, document, key);
        held.path = path();
        return held;
    }

    public FieldPath path() {
        FieldPath known = path;
        if (known == null) {
            known = parent == null
                    ? FieldPath.ROOT
                    : index == NO_ITEM
                            ? parent.path().field(name)
                            : parent.path().item(index, itemName());
            path = known;
        }
        return known;
    }

    private @Nullable String itemName() {
        return node instanceof Node.Mapping mapping
                        && mapping.get("name") instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                ? text
                : null;
    }

    /** The value, or null when the field is absent. A field that is written as null has a null scalar. */
    public @Nullable Node node() {
        return node;
    }

    /** The whole document. */
    Field top() {
        Field top = this;
        while (top.parent != null) {
            top = top.parent;
        }
        return top;
    }

    /** Whether it is the whole document. */
    public boolean isRoot() {
        return parent == null;
    }

    /** Where a finding about this field belongs: it holds no part of the document tree. */
    public Place place() {
        Field nearest = nearestWritten();
        if (nearest.node == null || nearest.key == null) {
            throw new IllegalStateException("the root of a document is always written");
        }
        var place = new Place(path(), nearest.path(), nearest.key, nearest.node.position());
        return substitutes.isEmpty()
                ? place
                : place.substitutedBy(substitutes.stream().map(Field::place).toList());
    }

    /** Where the key of this field is, or that of the field it would be added to: the line and column of {@link #place}. */
    public Position position() {
        Position key = nearestWritten().key;
        if (key == null) {
            throw new IllegalStateException("the root of a document is always written");
        }
        return key;
    }

    /**
     * This field, which when absent does not matter once all of {@code others} are set: the pod's setting that every container
     * can have for itself. A finding about it leads to what decides about either.
     */
    public Field substitutedBy(List<Field> others) {
        if (isWritten()) {
            return this;
        }
        var field = new Field(parent, name, index, node, key);
        field.substitutes = List.copyOf(others);
        return field;
    }

    private Field nearestWritten() {
        Field nearest = this;
        while (nearest.node == null && nearest.parent != null) {
            nearest = nearest.parent;
        }
        return nearest;
    }

    /** This field when it is present, else the other when that is, else this one: a setting and what it inherits. */
    public Field or(Supplier<Field> inherited) {
        if (isPresent()) {
            return this;
        }
        Field other = inherited.get();
        return other.isPresent() ? other : this;
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
    public Field get(String field) {
        if (node instanceof Node.Mapping mapping) {
            int found = mapping.indexOf(field);
            if (found >= 0) {
                return entry(mapping, found);
            }
        }
        var absent = new Field(this, field, NO_ITEM, null, null);
        if (!substitutes.isEmpty()) {
            absent.substitutes =
                    substitutes.stream().map(other -> other.get(field)).toList();
        }
        return absent;
    }

    private Field entry(Node.Mapping mapping, int position) {
        @Nullable Field[] known = inner(mapping.entries().size());
        Field field = known[position];
        if (field == null) {
            Node.Entry entry = mapping.entries().get(position);
            field = new Field(this, entry.key(), NO_ITEM, entry.value(), entry.keyPosition());
            known[position] = field;
        }
        return field;
    }

    private @Nullable Field[] inner(int size) {
        @Nullable Field[] known = inner;
        if (known == null) {
            known = new @Nullable Field[size];
            inner = known;
        }
        return known;
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
        String itemName = other.itemName();
        List<Field> items = within.items();
        for (Field item : items) {
            if (itemName != null && itemName.equals(item.path().itemName())) {
                return item;
            }
        }
        if (itemName == null && other.lastIndex() < items.size()) {
            return items.get(other.lastIndex());
        }
        var absent = new Field(within, "", other.lastIndex(), null, null);
        absent.path = other;
        return absent;
    }

    /** The items of this list; empty when it is absent or no list. */
    public List<Field> items() {
        if (!(node instanceof Node.Sequence sequence)) {
            return List.of();
        }
        List<Field> items = all;
        if (items == null) {
            int size = sequence.items().size();
            var made = new Field[size];
            for (int i = 0; i < size; i++) {
                Node item = sequence.items().get(i);
                made[i] = new Field(this, "", i, item, item.position());
            }
            items = List.of(made);
            all = items;
        }
        return items;
    }

    /** The fields of this mapping in the order of the file; empty when it is absent or no mapping. */
    public List<Field> fields() {
        if (!(node instanceof Node.Mapping mapping)) {
            return List.of();
        }
        List<Field> fields = all;
        if (fields == null) {
            int size = mapping.entries().size();
            var made = new Field[size];
            for (int i = 0; i < size; i++) {
                made[i] = entry(mapping, i);
            }
            fields = List.of(made);
            all = fields;
        }
        return fields;
    }

    /** The last field name of the path: the key of this field. */
    public String key() {
        return name;
    }

    /** The value when it is a string, else null: a number or boolean is not a string to the API server. */
    public @Nullable String string() {
        read();
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : null;
    }

    /**
     * The string as it is written, else the empty string: for names, for messages and for comparison with other names. What
     * is filled in later stands for itself here, so nothing may be decided by what it says.
     */
    public String written() {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : "";
    }

    /** {@link #written} of any scalar. */
    public String writtenText() {
        return node instanceof Node.Scalar scalar && scalar.value() != null ? String.valueOf(scalar.value()) : "";
    }

    /** What the file itself says in a scalar, for who asks whether it publishes something: {@link Unresolved#literal}. */
    public String published() {
        Unresolved later = unresolved();
        return later == null ? writtenText() : later.literal();
    }

    /** Whether the value is a string, be it one that is filled in later. */
    public boolean isText() {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String;
    }

    /** What is filled in later is asked for: whatever is decided by it is unknown. */
    public void read() {
        if (node instanceof Node.Scalar scalar && (scalar.later() != null || scalar.value() instanceof Unresolved)) {
            UnresolvedReads.read(this);
        }
    }

    /** The value when it is a string, else {@code absent}. */
    public String stringOr(String absent) {
        String text = string();
        return text == null ? absent : text;
    }

    /** The value when it is a boolean, else null. */
    public @Nullable Boolean bool() {
        read();
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
        read();
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
        Unresolved unresolved = pending();
        if (unresolved != null) {
            UnresolvedReads.asked(this);
        }
        return unresolved;
    }

    /** What {@link #unresolved} says, for code that decides nothing: a policy that reads the field later takes no care of it. */
    public @Nullable Unresolved pending() {
        if (!(node instanceof Node.Scalar scalar)) {
            return null;
        }
        return scalar.value() instanceof Unresolved value ? value : scalar.later();
    }

    /** The items of this list that are strings. */
    public List<String> strings() {
        List<Field> items = items();
        if (items.isEmpty()) {
            return List.of();
        }
        var strings = new ArrayList<String>(items.size());
        for (Field item : items) {
            String text = item.string();
            if (text != null) {
                strings.add(text);
            }
        }
        return strings;
    }

    /** A scalar as text for messages and lenient comparison (42 and "42" alike), or null for anything else. */
    public @Nullable String text() {
        read();
        return node instanceof Node.Scalar scalar && scalar.value() != null ? String.valueOf(scalar.value()) : null;
    }

    /** A scalar as text for messages, else {@code absent}. */
    public String textOr(String absent) {
        String text = text();
        return text == null ? absent : text;
    }

    @Override
    public String toString() {
        return path() + " at " + place().key();
    }
}
