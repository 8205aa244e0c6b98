package io.github.akspolicy.run;

import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps what a command says, each text with its level before it. */
final class RecordingOutput implements Output {
    final List<String> lines = new ArrayList<>();

    @Override
    public void debug(String text) {
        lines.add("debug " + text);
    }

    @Override
    public void verbatim(String line) {
        lines.add("verbatim " + line);
    }

    @Override
    public Screen screen() {
        return Screen.PLAIN;
    }

    @Override
    public void print(ConsoleLine message) {
        String level = message.level() == ConsoleLine.Level.WARNING
                ? "warn"
                : message.level().toString().toLowerCase(Locale.ROOT);
        lines.add(level + " " + screen().text(message, 0));
    }

    @Override
    public void data(String text) {
        lines.add("data " + text);
    }
}
