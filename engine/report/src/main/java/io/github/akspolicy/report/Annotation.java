package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown beside a line of code, before a CI system's own notation. All texts are neutralised.
 *
 * @param level how loud
 * @param at where, or null when no file can be named
 * @param code the policy's id, or {@code problem}
 * @param title one short line
 * @param lines what is wrong, where it occurs, how to mend it
 */
public record Annotation(
        AnnotationLevel level, @Nullable SourceLocation at, String code, String title, List<String> lines) {
    /** The code of what could not be read, rendered or judged. */
    public static final String PROBLEM = "problem";

    public Annotation {
        lines = List.copyOf(lines);
    }

    /**
     * All annotations: first what makes the gate weaker, since a CI system shows some only and a change may have many problems;
     * then problems, then findings, worst first.
     */
    static List<Annotation> of(Evaluation evaluation) {
        return of(evaluation, Map.of());
    }

    /** The same with suggestions where there are any. */
    static List<Annotation> of(Evaluation evaluation, Map<Finding, ProposedFix> fixes) {
        return Stream.of(
                        findings(evaluation, fixes, true),
                        evaluation.problems().stream().map(Annotation::of),
                        findings(evaluation, fixes, false))
                .flatMap(all -> all)
                .toList();
    }

    private static Stream<Annotation> findings(
            Evaluation evaluation, Map<Finding, ProposedFix> fixes, boolean aboutGate) {
        return evaluation.annotated().stream()
                .filter(finding -> finding.isAboutGate() == aboutGate)
                .map(finding -> of(finding).with(fixes.get(finding)));
    }

    private Annotation with(@Nullable ProposedFix fix) {
        if (fix == null) {
            return this;
        }
        var more = new ArrayList<>(lines);
        more.addAll(Suggestion.lines(fix));
        return new Annotation(level, at, code, title, more);
    }

    /** Of one finding. */
    public static Annotation of(Finding finding) {
        var lines = new ArrayList<String>();
        // the whole once more: two harmless parts may be a command together
        lines.add(SafeText.line(FindingText.subject(finding) + ": " + FindingText.statement(finding)));
        if (finding.occurrences().stream().map(Occurrence::origin).anyMatch(origin -> origin.approximate())) {
            lines.add("the line is approximate");
        }
        String environments = FindingText.environments(finding);
        if (!environments.isEmpty()) {
            lines.add(environments);
        }
        lines.addAll(FindingText.notes(finding));
        lines.add("fix: " + SafeText.line(finding.advice()));
        // nobody edits a line that a tool writes: it is told, and no code is annotated
        SourceLocation at = finding.location();
        boolean isGenerated = at.role() == SourceLocation.Role.GENERATED;
        if (isGenerated) {
            lines.add("in " + SafeText.line(at.toString()) + ", which is generated");
        }
        return new Annotation(
                AnnotationLevel.of(finding),
                isGenerated ? null : at,
                finding.policy().id(),
                finding.policy().id() + " (" + finding.severity() + ")",
                lines);
    }

    /** Of one problem. */
    public static Annotation of(InputProblem problem) {
        Problem what = problem.problem();
        var lines = new ArrayList<String>();
        what.message().lines().map(SafeText::line).forEach(lines::add);
        if (!what.fix().isEmpty()) {
            lines.add("fix: " + SafeText.line(what.fix()));
        }
        return new Annotation(AnnotationLevel.ERROR, what.at(), PROBLEM, "aks-policy: problem", lines);
    }
}
