package io.github.akspolicy.template.value;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value as a template handles it, and where it came from. Immutable, but for the maps in it.
 *
 * <p>Go distinguishes a value from an interface that holds it: elements of maps and lists stand behind one, and messages
 * about their fields name the interface. A missing value is nothing at all; an element that is {@code nil} is an interface
 * that holds nothing.
 */
public final class Value {
    /** Nothing at all. */
    public static final Value NONE = new Value(null, false, Sources.NONE);

    /** An interface that holds nothing. */
    public static final Value NIL = new Value(null, true, Sources.NONE);

    private final @Nullable Object data;
    private final boolean boxed;
    private final Sources sources;

    private Value(@Nullable Object data, boolean boxed, Sources sources) {
        this.data = data;
        this.boxed = boxed;
        this.sources = sources;
    }

    /** An interface that holds nothing, for a reason. */
    public static Value nil(Sources sources) {
        return new Value(null, true, sources);
    }

    /** A text; its pieces know where they came from. */
    public static Value of(Text text) {
        return new Value(text, false, Sources.NONE);
    }

    /** A text of the template itself, or of a function. */
    public static Value of(String bytes) {
        return of(Text.of(bytes));
    }

    public static Value of(boolean value) {
        return new Value(value, false, Sources.NONE);
    }

    /** A bool, and what decided it. */
    public static Value of(boolean value, Sources sources) {
        return new Value(value, false, sources);
    }

    /**
     * Any value.
     *
     * @param data a {@link Boolean}, {@link GoInteger}, {@link Double}, {@link GoComplex}, {@link Text}, {@link GoMap}, {@link GoSlice},
     *     {@link GoStruct}, or null for nothing
     * @param sources where it came from
     */
    public static Value of(@Nullable Object data, Sources sources) {
        if (data instanceof Text text) {
            return of(sources.isEmpty() ? text : text.marked(mark -> mark.and(sources)));
        }
        return data == null ? nil(sources) : new Value(data, false, sources);
    }

    /** What it is: see {@link #of(Object, Sources)}. Null for nothing. */
    public @Nullable Object data() {
        return data;
    }

    /** Whether it is nothing at all. */
    public boolean isNone() {
        return data == null && !boxed;
    }

    /** Whether it is nothing, or an interface that holds nothing. */
    public boolean isNil() {
        return data == null;
    }

    /** Where it came from, all pieces of a text included, but not what is in a map or a list. */
    public Sources sources() {
        return data instanceof Text text ? text.sources() : sources;
    }

    /** The same, and of a map of the values which one it is, for who asks whether it is empty, or how large. */
    public Sources asked() {
        return data instanceof GoMap map && map.path() != null && !map.path().isEmpty()
                ? sources.and(Sources.of(new Source.Setting(map.path())))
                : sources();
    }

    /** How many bytes a function may have to copy of it. */
    public long bytes() {
        if (data instanceof Text text) {
            return text.length();
        }
        return data instanceof GoSlice slice
                ? slice.elements().stream()
                        .mapToLong(element -> element.data() instanceof Text text ? text.length() : 0)
                        .sum()
                : 0;
    }

    /** The same behind an interface. */
    public Value boxed() {
        return boxed ? this : new Value(data, true, sources);
    }

    /** The same without the interface; nothing at all if that holds nothing. */
    public Value unboxed() {
        return boxed ? new Value(data, false, sources) : this;
    }

    /** Something else in its place, behind the same interface and with the same sources. */
    public Value with(Object other) {
        return new Value(other, boxed, sources);
    }

    /** The same, but that further sources decided that it is this one. */
    public Value and(Sources others) {
        if (others.isEmpty()) {
            return this;
        }
        if (data instanceof Text text) {
            return new Value(text.marked(mark -> mark.and(others)), boxed, sources);
        }
        Sources both = sources.and(others);
        return both == sources ? this : new Value(data, boxed, both);
    }

    /** The same with other sources, pieces of a text included, but not in a map or a list. */
    public Value replacing(UnaryOperator<Source> change) {
        if (data instanceof Text text) {
            return new Value(
                    text.marked(mark -> new Mark(mark.sources().replacing(change), mark.site())), boxed, sources);
        }
        return new Value(data, boxed, sources.replacing(change));
    }

    /** Its type without an interface around it; null of nothing. */
    public @Nullable GoType type() {
        return data == null ? null : typeOf(data);
    }

    private static GoType typeOf(Object data) {
        if (data instanceof Text) {
            return GoType.STRING;
        }
        if (data instanceof Boolean) {
            return GoType.BOOL;
        }
        if (data instanceof Double) {
            return GoType.FLOAT64;
        }
        if (data instanceof GoInteger integer) {
            return integer.type();
        }
        if (data instanceof GoMap map) {
            return map.type();
        }
        if (data instanceof GoSlice slice) {
            return slice.type();
        }
        return data instanceof GoStruct struct ? struct.type() : GoType.COMPLEX128;
    }

    /** A method or a field of its type by its name; empty if there is none. An entry of a map is not one. */
    public Optional<GoStruct.Member> member(String name) {
        if (data instanceof GoStruct struct) {
            return struct.member(name);
        }
        return data instanceof GoMap || data instanceof GoSlice
                ? Optional.ofNullable(typeOf(data).methods().get(name)).map(GoStruct.Member.Method::new)
                : Optional.empty();
    }

    /** What Go calls the type of the expression: that of the interface where it stands behind one. */
    public String staticType() {
        return boxed || data == null ? GoType.ANY.name() : typeOf(data).name();
    }

    /** Whether a condition takes it as true: not false, 0, nothing, or empty. */
    public boolean isTrue() {
        if (data == null) {
            return false;
        }
        if (data instanceof Boolean value) {
            return value;
        }
        if (data instanceof Text text) {
            return text.length() > 0;
        }
        if (data instanceof GoInteger integer) {
            return integer.value() != 0;
        }
        if (data instanceof Double value) {
            return value != 0;
        }
        if (data instanceof GoMap map) {
            return map.size() > 0;
        }
        if (data instanceof GoSlice slice) {
            return slice.size() > 0;
        }
        return !(data instanceof GoComplex complex) || complex.real() != 0 || complex.imaginary() != 0;
    }

    @Override
    public String toString() {
        return data + (sources.isEmpty() ? "" : " from " + sources);
    }
}
