package io.github.akspolicy.source;

/**
 * A value given as Helm's {@code --set} family does.
 *
 * @param type which of the family
 * @param key the values key in Helm's notation: {@code image.tag}, {@code hosts[0].name}, {@code a\.b}
 * @param value the text after {@code =}; for {@link Type#SET_FILE} the absolute path
 * @param at the entry that configures it
 */
public record SetValue(Type type, String key, String value, SourceLocation at) {
    /** The members of the family. */
    public enum Type {
        SET,
        SET_STRING,
        SET_JSON,
        SET_FILE
    }
}
