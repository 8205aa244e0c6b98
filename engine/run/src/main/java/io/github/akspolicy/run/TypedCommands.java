package io.github.akspolicy.run;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows commands as the reader has to type them: messages and reports name goals by their prefix, which Maven knows only where a POM
 * declares the plugin.
 *
 * @param commandLine the command that does what a goal does, by its name
 */
public record TypedCommands(Output output, UnaryOperator<String> commandLine) implements Output {
    private static final Pattern GOAL = Pattern.compile("\\bmvn aks-policy:([a-z-]+)");

    private String typed(String text) {
        return GOAL.matcher(text).replaceAll(goal -> Matcher.quoteReplacement(commandLine.apply(goal.group(1))));
    }

    @Override
    public void debug(String text) {
        output.debug(text);
    }

    @Override
    public void info(String text) {
        output.info(typed(text));
    }

    @Override
    public void warn(String text) {
        output.warn(typed(text));
    }

    @Override
    public void error(String text) {
        output.error(typed(text));
    }
}
