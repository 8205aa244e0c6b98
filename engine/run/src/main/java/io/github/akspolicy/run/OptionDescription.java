package io.github.akspolicy.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param property the property of the goal, such as {@code aks-policy.failOn}
 * @param type what its value is
 * @param defaultValue as it would be written; null where the text says what holds without it
 * @param required whether the command does not run without it
 * @param text what it means, in sentences
 */
public record OptionDescription(
        String property, Type type, @Nullable String defaultValue, boolean required, String text) {
    /** What all properties begin with. */
    public static final String PREFIX = "aks-policy.";

    /** What a value is. */
    public enum Type {
        TEXT,
        /** Texts, separated by commas. */
        LIST,
        /** {@code true} or {@code false}. */
        FLAG,
        NUMBER,
        /** A file or folder. */
        PATH
    }

    /** The name on the command line, such as {@code --fail-on}. */
    public String longName() {
        return longName(property);
    }

    /** The name on the command line of the option of a property. */
    public static String longName(String property) {
        return "--"
                + property.substring(PREFIX.length())
                        .replaceAll("([a-z])([A-Z])", "$1-$2")
                        .replace('.', '-')
                        .toLowerCase(Locale.ROOT);
    }
}
