package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.EvaluationSamples;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;

/** A process that clears a folder and writes reports into it, once or until it is killed. */
final class ReportProcess {
    private static final int FULL = 28;

    private ReportProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        var all = EnumSet.allOf(ReportFormat.class);
        all.removeIf(format -> format.fileName().isEmpty());
        var evaluation = EvaluationSamples.many(Integer.parseInt(arguments[1]));
        do {
            Reports.clear(folder);
            System.out.println("cleared");
            try {
                Reports.write(evaluation, all, folder, Writer.nullWriter());
            } catch (IOException full) {
                System.out.println(full.getMessage());
                System.exit(FULL);
            }
        } while (arguments[2].equals("again"));
    }
}
