package io.github.akspolicy.deployment;

import java.util.List;
import java.util.Map;

/**
 * A command of a script with what is known of its words.
 *
 * @param words at least one; see {@link OpenText}
 * @param offset where it begins in the script
 * @param folder the folder that it runs in, beginning with {@link ShellSubstitution#ROOT} where it is known
 * @param choices what a variable of a loop is in turn, by its name
 */
record ShellCommand(List<Word> words, int offset, String folder, Map<String, List<String>> choices) {
    /**
     * A word.
     *
     * @param isMany whether it may be any number of words
     */
    record Word(String text, boolean isMany) {}

    ShellCommand {
        words = List.copyOf(words);
        choices = Map.copyOf(choices);
    }

    String name() {
        return words.get(0).text();
    }
}
