package io.github.akspolicy.run;

import java.util.List;

/**
 * One command: a goal of the plugin, and a command of the command line.
 *
 * @param name such as {@code verify}
 * @param text what it does, in sentences
 * @param options sorted by property
 */
public record CommandDescription(String name, String text, List<OptionDescription> options) {
    public CommandDescription {
        options = List.copyOf(options);
    }

    /** The first sentence, for a table. */
    public String summary() {
        return firstSentence(text);
    }

    /** The first sentence of a text. */
    public static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
