package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import java.util.ArrayList;
import java.util.List;

/** A fix as reviewers suggest it: the lines that are to stand in place of those that a comment is about. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The body of a review comment on GitHub or Azure Repos on the lines {@link ProposedFix#firstLine()} to {@link
     * ProposedFix#lastLine()}: whoever reads it can commit it. Source of the notation: GitHub's documentation, "Commenting on a
     * pull request".
     */
    public static String markdown(ProposedFix fix) {
        String fence = "```";
        while (String.join("\n", fix.lines()).contains(fence)) {
            fence += "`";
        }
        var text = new StringBuilder(fence).append("suggestion\n");
        fix.lines().forEach(line -> text.append(line).append('\n'));
        return text.append(fence).append('\n').toString();
    }

    /** The same as plain text for places that know no Markdown. All lines are neutralised. */
    static List<String> lines(ProposedFix fix) {
        var lines = new ArrayList<String>();
        String range = fix.firstLine() == fix.lastLine()
                ? "line " + fix.firstLine()
                : "lines " + fix.firstLine() + " to " + fix.lastLine();
        lines.add(SafeText.line(
                "suggested for " + range + " of " + fix.path() + (fix.lines().isEmpty() ? ": remove" : ":")));
        fix.lines().forEach(line -> lines.add(SafeText.line(line)));
        return lines;
    }
}
