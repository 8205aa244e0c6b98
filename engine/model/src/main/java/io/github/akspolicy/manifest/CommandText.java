package io.github.akspolicy.manifest;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and options in messages. A message does not know which entry point shows it, so it names them in one notation, and the
 * entry point words them as its reader types them. Where none does, the notation is that of Maven.
 */
public final class CommandText {
    private static final String PREFIX = "aks-policy";
    private static final String GOAL = PREFIX + ":";
    private static final String OPTION = "-D" + PREFIX + ".";

    private static final Pattern COMMANDS = Pattern.compile("(?<![\\w.:-])(?:mvn )?" + GOAL + "([a-z]+(?:-[a-z]+)*)");
    private static final Pattern OPTIONS =
            Pattern.compile("(?<![\\w.:-])-D(" + PREFIX + "\\.[a-zA-Z]+(?:\\.[a-zA-Z]+)*)");

    private CommandText() {}

    /** A command, such as {@code baseline}. */
    public static String command(String name) {
        return GOAL + name;
    }

    /** An option without its value, such as {@code failOn}. */
    public static String option(String name) {
        return OPTION + name;
    }

    /**
     * A text as the reader of an entry point types what it names.
     *
     * @param commands from the name of a command to its line
     * @param options from the property of an option, with its prefix, to the option
     */
    public static String typed(String text, UnaryOperator<String> commands, UnaryOperator<String> options) {
        String named = COMMANDS.matcher(text)
                .replaceAll(command -> Matcher.quoteReplacement(commands.apply(command.group(1))));
        return OPTIONS.matcher(named).replaceAll(option -> Matcher.quoteReplacement(options.apply(option.group(1))));
    }
}
