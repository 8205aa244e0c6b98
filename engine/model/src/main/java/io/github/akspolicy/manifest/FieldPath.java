package io.github.akspolicy.manifest;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a field inside a document, such as {@code spec.template.spec.containers[0].image}.
 *
 * <p>A list item that has a {@code name} remembers it: {@link #toString()} writes indexes, as kubectl does, and
 * {@link #key()} writes names, because a finding must keep its identity when a container moves in its list.
 */
public final class FieldPath implements Serializable {
    private static final long serialVersionUID = 1;

    /** The document itself. */
    public static final FieldPath ROOT = new FieldPath(null, "", -1, null);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

    /** In characters. Fields of Kubernetes stay far below; keys as long as a file would stay in memory after it. */
    private static final int LONGEST_SHARED = 512;

    /** Paths of late, shared by documents that have the same fields; unlocked, since a race costs one more copy. */
    private static final @Nullable FieldPath[] POOL = new @Nullable FieldPath[4096];

    /** Possessive throughout: a group that may give back takes a frame of the stack for each character. */
    private static final Pattern SEGMENT = Pattern.compile(
            "\\.?(?<field>[^.\\[\\]\"]++)|\\[\"(?<quoted>(?:[^\"\\\\]++|\\\\.)*+)\"\\]|\\[(?<item>[^\\]\"]++)\\]");

    private final @Nullable FieldPath parent;
    private final String field;
    private final int index;
    private final @Nullable String itemName;
    private final int hash;
    private final long length;

    private FieldPath(@Nullable FieldPath parent, String field, int index, @Nullable String itemName) {
        this.parent = parent;
        this.field = field;
        this.index = index;
        this.itemName = itemName;
        this.hash = hash(parent, field, index);
        this.length = length(parent, field, itemName);
    }

    private static long length(@Nullable FieldPath parent, String field, @Nullable String itemName) {
        return (parent == null ? 0 : parent.length) + field.length() + (itemName == null ? 0 : itemName.length());
    }

    private static int hash(@Nullable FieldPath parent, String field, int index) {
        return parent == null ? 0 : (parent.hash * 31 + field.hashCode()) * 31 + index;
    }

    /**
     * The path that a text names, as {@link #key()} writes it: fields with dots between them, list items by index or by
     * their {@code name}, unusual keys in quotes: {@code spec.containers[web].image}, {@code
     * metadata.annotations["kubernetes.io/change-cause"]}.
     *
     * @throws IllegalArgumentException when the text is empty or a bracket or quote is not closed
     */
    public static FieldPath parse(String text) {
        FieldPath path = ROOT;
        Matcher segment = SEGMENT.matcher(text);
        int end = 0;
        while (end < text.length() && segment.region(end, text.length()).lookingAt()) {
            String quoted = segment.group("quoted");
            String item = segment.group("item");
            if (quoted != null) {
                path = path.field(quoted.replace("\\\"", "\"").replace("\\\\", "\\"));
            } else if (item != null) {
                boolean isIndex = item.matches("[0-9]{1,9}");
                path = path.item(isIndex ? Integer.parseInt(item) : 0, isIndex ? null : item);
            } else {
                path = path.field(segment.group("field"));
            }
            end = segment.end();
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException("not a field path: \"" + text
                    + "\"; write spec.containers[web].image, and keys with dots in quotes:"
                    + " metadata.labels[\"app.kubernetes.io/name\"]");
        }
        return path;
    }

    /** The path of the field {@code name} inside this one. */
    public FieldPath field(String name) {
        return pooled(name, -1, null);
    }

    /**
     * The path of a list item inside this one.
     *
     * @param itemIndex counted from 0
     * @param name the item's {@code name}, or null when it has none
     */
    public FieldPath item(int itemIndex, @Nullable String name) {
        return pooled("", itemIndex, name);
    }

    private FieldPath pooled(String name, int itemIndex, @Nullable String nameOfItem) {
        if (length(this, name, nameOfItem) > LONGEST_SHARED) {
            return new FieldPath(this, name, itemIndex, nameOfItem);
        }
        int hashed = hash(this, name, itemIndex) + Objects.hashCode(nameOfItem);
        int slot = (hashed ^ hashed >>> 16) & POOL.length - 1;
        FieldPath known = POOL[slot];
        if (known != null
                && known.parent == this
                && known.index == itemIndex
                && known.field.equals(name)
                && Objects.equals(known.itemName, nameOfItem)) {
            return known;
        }
        var path = new FieldPath(this, name, itemIndex, nameOfItem);
        POOL[slot] = path;
        return path;
    }

    /** The path this one lies in, or null for {@link #ROOT}. */
    public @Nullable FieldPath parent() {
        return parent;
    }

    /** The last field name, or the empty string for a list item or the root. */
    public String lastField() {
        return field;
    }

    /** The last index, counted from 0, or -1 when the last segment is a field name. */
    public int lastIndex() {
        return index;
    }

    /** The {@code name} of the list item that this path ends with, or null. */
    public @Nullable String itemName() {
        return itemName;
    }

    /** The segments from the root: {@link String} for a field, {@link Integer} for an item. */
    public List<Object> segments() {
        var segments = new ArrayList<Object>();
        for (FieldPath path : fromRoot()) {
            segments.add(path.index >= 0 ? (Object) path.index : path.field);
        }
        return segments;
    }

    /** Every path on the way here, without the root. A text may name a path of any length: no recursion. */
    private Deque<FieldPath> fromRoot() {
        var paths = new ArrayDeque<FieldPath>();
        for (FieldPath path = this; path.parent != null; path = path.parent) {
            paths.addFirst(path);
        }
        return paths;
    }

    /** As a list: a path of any length must not take a frame of the stack for each segment. */
    private Object writeReplace() {
        return new Written(fromRoot().stream()
                .map(path -> new Segment(path.field, path.index, path.itemName))
                .toList());
    }

    private void readObject(ObjectInputStream input) throws InvalidObjectException {
        throw new InvalidObjectException("a path is written as a list");
    }

    private record Segment(
            String field, int index, @Nullable String itemName) implements Serializable {}

    private record Written(List<Segment> segments) implements Serializable {
        private Object readResolve() {
            FieldPath path = ROOT;
            for (Segment segment : segments) {
                path = path.pooled(segment.field, segment.index, segment.itemName);
            }
            return path;
        }
    }

    /** The path with list items by name where they have one: the form that identifies a finding over time. */
    public String key() {
        return write(true);
    }

    private String write(boolean byName) {
        var text = new StringBuilder();
        for (FieldPath path : fromRoot()) {
            path.writeLast(text, byName);
        }
        return text.toString();
    }

    private void writeLast(StringBuilder text, boolean byName) {
        if (index >= 0) {
            text.append('[')
                    .append(byName && itemName != null ? itemName : String.valueOf(index))
                    .append(']');
        } else if (PLAIN.matcher(field).matches()) {
            text.append(text.length() == 0 ? "" : ".").append(field);
        } else {
            text.append("[\"")
                    .append(field.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"]");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FieldPath path && equals(this, path));
    }

    private static boolean equals(FieldPath left, FieldPath right) {
        FieldPath one = left;
        FieldPath two = right;
        while (one != two) {
            if (one.hash != two.hash || one.index != two.index || !one.field.equals(two.field)) {
                return false;
            }
            FieldPath up = one.parent;
            FieldPath upTwo = two.parent;
            if (up == null || upTwo == null) {
                return up == upTwo;
            }
            one = up;
            two = upTwo;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The path with list items by index; the root is the empty string. */
    @Override
    public String toString() {
        return write(false);
    }
}
