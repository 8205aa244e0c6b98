package io.github.akspolicy.run;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows commands and options as the reader has to type them: messages and reports name goals by their prefix, which Maven knows only
 * where a POM declares the plugin, and their options.
 *
 * @param syntax how commands are typed
 */
public record TypedCommands(Output output, CommandSyntax syntax) implements Output {
    private static final Pattern GOAL = Pattern.compile("(?<![\\w.:-])(?:mvn )?aks-policy:([a-z]+(?:-[a-z]+)*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w.:-])-D(aks-policy\\.[a-zA-Z]+(?:\\.[a-zA-Z]+)*)");

    private String typed(String text) {
        String commands = GOAL.matcher(text).replaceAll(goal -> Matcher.quoteReplacement(syntax.apply(goal.group(1))));
        return OPTION.matcher(commands).replaceAll(option -> Matcher.quoteReplacement(syntax.option(option.group(1))));
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

    @Override
    public Screen screen() {
        return output.screen();
    }

    @Override
    public void print(ConsoleLine message) {
        output.print(message.map(this::typed));
    }
}
