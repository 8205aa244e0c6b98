package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Takes the arguments of a program apart as pflag does, which Helm, kubectl and kustomize use: {@code --name value}, {@code
 * --name=value}, {@code -n value}, {@code -nvalue}; flags may stand anywhere.
 */
final class Flags {
    private final Set<String> switches;
    private final List<Word> positional = new ArrayList<>();

    /** @param switches the flags that take no value as the next word, with their hyphens */
    Flags(Set<String> switches) {
        this.switches = switches;
    }

    /** The arguments that are not flags. */
    List<Word> positional() {
        return positional;
    }

    /** @param flag takes each flag and its value; the empty text for a switch */
    void read(List<Word> words, BiConsumer<String, String> flag) {
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            if (text.equals("--")) {
                positional.addAll(words.subList(i + 1, words.size()));
                return;
            }
            if (text.length() < 2 || text.charAt(0) != '-') {
                positional.add(words.get(i));
                continue;
            }
            int sign = text.indexOf('=');
            boolean isLong = text.startsWith("--");
            if (!isLong && text.length() > 2 && sign != 2 && !switches.contains(text.substring(0, 2))) {
                flag.accept(text.substring(0, 2), text.substring(2));
            } else if (sign > 0) {
                flag.accept(text.substring(0, sign), text.substring(sign + 1));
            } else if (switches.contains(isLong ? text : text.substring(0, 2)) || !hasValue(words, i + 1)) {
                flag.accept(text, "");
            } else {
                flag.accept(text, words.get(++i).text());
            }
        }
    }

    /** A flag that is not known here is a switch where another flag follows. */
    private static boolean hasValue(List<Word> words, int next) {
        return next < words.size()
                && (words.get(next).text().length() < 2
                        || words.get(next).text().charAt(0) != '-');
    }
}
