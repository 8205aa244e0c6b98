package io.github.akspolicy.template.value;

/**
 * A whole number.
 *
 * @param value its bits; those of an uint64 without sign
 * @param type the type that Go gives it
 */
public record GoInteger(long value, GoType type) {
    /** An {@code int}. */
    public static GoInteger of(long value) {
        return new GoInteger(value, GoType.INT);
    }

    /** An {@code int64}. */
    public static GoInteger wide(long value) {
        return new GoInteger(value, GoType.INT64);
    }

    @Override
    public String toString() {
        return type.kind().isUnsigned() ? Long.toUnsignedString(value) : Long.toString(value);
    }
}
