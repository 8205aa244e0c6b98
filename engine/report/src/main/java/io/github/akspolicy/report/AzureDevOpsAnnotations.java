package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;

/**
 * Logging commands of Azure Pipelines, one a line, on standard output. They appear as issues of the run with a link to
 * the line. Source of the notation: Azure Pipelines documentation, "Logging commands".
 */
public final class AzureDevOpsAnnotations {
    private AzureDevOpsAnnotations() {}

    /**
     * Writes every annotation. Azure Pipelines knows errors and warnings only.
     *
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Appendable out) throws IOException {
        for (Annotation annotation : Annotation.of(evaluation)) {
            out.append("##vso[task.logissue type=")
                    .append(annotation.level() == AnnotationLevel.ERROR ? "error" : "warning");
            var at = annotation.at();
            if (at != null) {
                out.append(";sourcepath=").append(escape(SafeText.line(at.path())));
                out.append(";linenumber=").append(String.valueOf(at.line()));
                out.append(";columnnumber=").append(String.valueOf(at.column()));
            }
            out.append(";code=").append(escape(annotation.code())).append(";]");
            out.append(escape(annotation.title() + " " + String.join(" | ", annotation.lines())))
                    .append('\n');
        }
    }

    /** The agent undoes all of these in properties and in the message alike. */
    private static String escape(String text) {
        return text.replace("%", "%AZP25")
                .replace(";", "%3B")
                .replace("]", "%5D")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }
}
