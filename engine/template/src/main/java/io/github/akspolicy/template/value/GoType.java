package io.github.akspolicy.template.value;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A type of Go, as far as messages, printing and comparison of templates depend on it. */
public final class GoType {
    /** What reflection calls a type's kind. */
    public enum Kind {
        BOOL,
        INT,
        INT32,
        INT64,
        UINT8,
        UINT32,
        UINT64,
        FLOAT64,
        COMPLEX128,
        STRING,
        MAP,
        SLICE,
        STRUCT,
        PTR,
        INTERFACE,
        FUNC;

        /** As {@code kindOf} prints it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether it is a whole number with sign. */
        public boolean isSigned() {
            return this == INT || this == INT32 || this == INT64;
        }

        /** Whether it is a whole number without sign. */
        public boolean isUnsigned() {
            return this == UINT8 || this == UINT32 || this == UINT64;
        }
    }

    public static final GoType BOOL = new GoType("bool", Kind.BOOL, null);
    public static final GoType INT = new GoType("int", Kind.INT, null);
    public static final GoType INT32 = new GoType("int32", Kind.INT32, null);
    public static final GoType INT64 = new GoType("int64", Kind.INT64, null);
    public static final GoType UINT8 = new GoType("uint8", Kind.UINT8, null);
    public static final GoType UINT32 = new GoType("uint32", Kind.UINT32, null);
    public static final GoType UINT64 = new GoType("uint64", Kind.UINT64, null);
    public static final GoType FLOAT64 = new GoType("float64", Kind.FLOAT64, null);
    public static final GoType COMPLEX128 = new GoType("complex128", Kind.COMPLEX128, null);
    public static final GoType STRING = new GoType("string", Kind.STRING, null);

    /** Any value, behind an interface. */
    public static final GoType ANY = new GoType("interface {}", Kind.INTERFACE, null);

    /** Any value or none, as reflection holds it: what functions of Go itself take. */
    public static final GoType VALUE = new GoType("reflect.Value", Kind.STRUCT, null);

    public static final GoType MAP = new GoType("map[string]interface {}", Kind.MAP, ANY);
    public static final GoType STRING_MAP = new GoType("map[string]string", Kind.MAP, STRING);
    public static final GoType SLICE = sliceOf(ANY);
    public static final GoType STRINGS = sliceOf(STRING);
    public static final GoType INTS = sliceOf(INT);
    public static final GoType BYTES = sliceOf(UINT8);
    public static final GoType SLICES = sliceOf(SLICE);
    public static final GoType TIME = new GoType("time.Time", Kind.STRUCT, null);
    public static final GoType VERSION = new GoType("*semver.Version", Kind.PTR, null);

    private final String name;
    private final Kind kind;
    private final @Nullable GoType element;
    private final Map<String, Function> methods;

    private GoType(String name, Kind kind, @Nullable GoType element) {
        this(name, kind, element, Map.of());
    }

    private GoType(String name, Kind kind, @Nullable GoType element, Map<String, Function> methods) {
        this.name = name;
        this.kind = kind;
        this.element = element;
        this.methods = methods;
    }

    /** A list of a type. */
    public static GoType sliceOf(GoType element) {
        return new GoType("[]" + element.name, Kind.SLICE, element);
    }

    /**
     * A named type of maps or lists, such as {@code chartutil.Values}.
     *
     * @param like the type whose structure it has
     * @param methods what can be called of its values
     */
    public static GoType named(String name, GoType like, Function... methods) {
        Map<String, Function> byName =
                Stream.of(methods).collect(Collectors.toUnmodifiableMap(Function::name, method -> method));
        return new GoType(name, like.kind, like.element, byName);
    }

    /** A map from texts to a type. */
    public static GoType mapOf(GoType element) {
        return new GoType("map[string]" + element.name, Kind.MAP, element);
    }

    /** A named type without parts that a template could see but by name. */
    public static GoType named(String name, Kind kind) {
        return new GoType(name, kind, null);
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The type of elements; null of what has none. */
    public @Nullable GoType element() {
        return element;
    }

    /** The methods of its values, by name: those of structs are with the structs. */
    public Map<String, Function> methods() {
        return methods;
    }

    /** Whether elements stand behind an interface, so that a field of one is not seen without unwrapping. */
    public boolean boxesElements() {
        return element != null && element.kind == Kind.INTERFACE;
    }

    /** Whether {@code nil} is one of its values. */
    public boolean canBeNil() {
        return switch (kind) {
            case MAP, SLICE, PTR, INTERFACE, FUNC -> true;
            // reflection's own value holds nil, too
            default -> this == VALUE;
        };
    }

    /** Whether a value of this type may be given where another is wanted. */
    public boolean isAssignableTo(GoType wanted) {
        return wanted == this
                || wanted.kind == Kind.INTERFACE
                || wanted == VALUE
                || wanted.name.equals(name)
                || wanted == MAP && kind == Kind.MAP && boxesElements()
                || wanted == STRINGS && kind == Kind.SLICE && element == STRING;
    }

    @Override
    public String toString() {
        return name;
    }
}
