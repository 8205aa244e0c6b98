package io.github.akspolicy.run;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a command says, each text with its level before it. */
final class RecordingOutput implements Output {
    final List<String> lines = new ArrayList<>();

    @Override
    public void debug(String text) {
        lines.add("debug " + text);
    }

    @Override
    public void info(String text) {
        lines.add("info " + text);
    }

    @Override
    public void warn(String text) {
        lines.add("warn " + text);
    }

    @Override
    public void error(String text) {
        lines.add("error " + text);
    }
}
