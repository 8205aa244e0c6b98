package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Workflow commands of GitHub Actions, one a line. The runner must get them on standard output at the beginning of a
 * line. Source of the notation: GitHub's documentation, "Workflow commands for GitHub Actions".
 */
public final class GitHubAnnotations {
    /** GitHub shows no more of each level for one step; the rest would vanish without a word. */
    static final int LIMIT = 10;

    private GitHubAnnotations() {}

    /**
     * Writes the worst annotations that GitHub shows and a notice that counts the rest.
     *
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Appendable out) throws IOException {
        write(evaluation, Map.of(), out);
    }

    /**
     * Writes the same with what would mend some of the findings.
     *
     * @param fixes by finding of the evaluation
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Appendable out)
            throws IOException {
        Map<AnnotationLevel, Integer> written = new EnumMap<>(AnnotationLevel.class);
        int rest = 0;
        for (Annotation annotation : Annotation.of(evaluation, fixes)) {
            AnnotationLevel level = annotation.level();
            int before = written.getOrDefault(level, 0);
            // one notice is kept for the count
            if (before < (level == AnnotationLevel.NOTICE ? LIMIT - 1 : LIMIT)) {
                written.put(level, before + 1);
                write(annotation, out);
            } else {
                rest++;
            }
        }
        if (rest > 0) {
            out.append("::notice title=aks-policy::")
                    .append(data(rest + " more: GitHub shows " + LIMIT
                            + " annotations of each level for one step; the log and the reports have all"))
                    .append('\n');
        }
    }

    private static void write(Annotation annotation, Appendable out) throws IOException {
        out.append(
                switch (annotation.level()) {
                    case ERROR -> "::error ";
                    case WARNING -> "::warning ";
                    case NOTICE -> "::notice ";
                });
        var at = annotation.at();
        if (at != null) {
            out.append("file=").append(property(SafeText.line(at.path())));
            out.append(",line=").append(String.valueOf(at.line()));
            out.append(",col=").append(String.valueOf(at.column())).append(',');
        }
        out.append("title=").append(property(annotation.title()));
        out.append("::").append(data(String.join("\n", annotation.lines()))).append('\n');
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
