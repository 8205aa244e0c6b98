package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Helm makes of the messages of Go's templates. */
final class ErrorTexts {
    private static final String SEPARATOR = ": ";
    private static final String CALLING = "error calling ";

    /** An error that Helm 4 takes for one of a template, though it has no place. */
    private static final String NO_TEMPLATE = "template: no template ";

    private ErrorTexts() {}

    /** Of a text that is not a template: where, and what stands behind the last colon. */
    static String of(ParseException refused) {
        String[] parts = HelmFunctions.unicode(refused).split(SEPARATOR, -1);
        return "parse error at (" + parts[1] + "): " + parts[parts.length - 1];
    }

    /** Whether {@code fail} or {@code required} ended it. */
    static boolean isRefusal(ExecutionException failed) {
        return failed.text().contains(HelmFunctions.ERROR_START);
    }

    /** Of an execution that failed: the message of {@code fail} alone, or the chain of all templates. */
    static String of(ExecutionException failed, Dialect dialect) {
        String message = HelmFunctions.unicode(failed);
        int start = message.indexOf(HelmFunctions.ERROR_START);
        int end = message.lastIndexOf(HelmFunctions.ERROR_END);
        if (start >= 0 && end > start) {
            String[] parts = message.split(SEPARATOR, 3);
            return "execution error at (" + parts[1] + "): "
                    + message.substring(start + HelmFunctions.ERROR_START.length(), end);
        }
        String lines = dialect.isHelm4() ? lines(failed) : null;
        return lines == null ? message : lines;
    }

    /** Helm 4's lines, if each link of the chain is an error of a template; else null. */
    private static @Nullable String lines(ExecutionException failed) {
        List<String> lines = new ArrayList<>();
        for (ExecutionException link = failed; link != null; link = link.inner()) {
            lines.add(link.place());
            lines.add("  executing " + Quote.quote(link.template()) + " at <" + link.context() + ">:");
            ExecutionException inner = link.inner();
            String detail = link.detail();
            if (inner == null) {
                int missing = detail.indexOf(": " + NO_TEMPLATE);
                if (detail.startsWith(CALLING) && missing < 0) {
                    return null;
                }
                if (missing < 0) {
                    lines.add("    " + detail);
                } else {
                    lines.add("    " + detail.substring(0, missing + 1));
                    lines.add(detail.substring(missing + SEPARATOR.length()));
                }
            } else {
                String before =
                        detail.substring(0, detail.length() - inner.text().length());
                if (!before.matches("error calling \\S+: ")) {
                    return null;
                }
                lines.add("    " + before.substring(0, before.length() - 1));
            }
        }
        return io.github.akspolicy.template.text.Bytes.text(String.join("\n", lines));
    }
}
