package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a console shows of an evaluation, as text. */
final class Printed {
    private Printed() {}

    static List<String> lines(Evaluation evaluation, boolean inFull) {
        return lines(evaluation, inFull, Screen.PLAIN);
    }

    static List<String> lines(Evaluation evaluation, boolean inFull, Screen screen) {
        var lines = new ArrayList<String>();
        Stream.concat(ConsoleText.details(evaluation, inFull).stream(), ConsoleText.summary(evaluation).stream())
                .forEach(message -> {
                    String level = message.level() == ConsoleLine.Level.INFO ? "" : "[" + message.level() + "] ";
                    lines.addAll(List.of((level + screen.text(message, level.length())).split("\\R", -1)));
                });
        return lines;
    }

    static List<String> lines(ConsoleLine message) {
        return Screen.PLAIN.lines(message.parts());
    }
}
