package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What a format makes of an evaluation, as text. */
final class Written {
    private Written() {}

    static String as(ReportFormat format, Evaluation evaluation) {
        var out = new StringWriter();
        try {
            format.write(evaluation, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }
}
