package io.github.akspolicy.run;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;

/**
 * Shows the commands and options of {@link CommandText} as the reader has to type them: Maven knows the prefix of its goals only where
 * a POM declares the plugin, and the command line has options of other names.
 *
 * @param syntax how commands are typed
 */
public record TypedCommands(Output output, CommandSyntax syntax) implements Output {
    private String typed(String text) {
        return CommandText.typed(text, syntax, syntax::option);
    }

    @Override
    public void debug(String text) {
        output.debug(text);
    }

    @Override
    public void verbatim(String line) {
        output.verbatim(typed(line));
    }

    @Override
    public Screen screen() {
        return output.screen();
    }

    @Override
    public void print(ConsoleLine message) {
        output.print(message.map(this::typed));
    }

    @Override
    public void data(String text) {
        output.data(typed(text));
    }
}
