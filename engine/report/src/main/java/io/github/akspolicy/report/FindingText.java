package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Change;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The block of text that says everything about one finding, for consoles and test messages. */
public final class FindingText {
    private static final String INDENT = "  ";
    private static final int SUBJECTS = 6;

    private FindingText() {}

    /** The whole block, without a line end after the last line. */
    public static String of(Finding finding) {
        return String.join("\n", lines(finding));
    }

    /** The whole block: a heading with {@code [ERROR]} when the finding fails the build, else {@code [WARN]}. */
    public static List<String> lines(Finding finding) {
        var lines = new TextLines();
        lines.add("", (finding.fails() ? "[ERROR] " : "[WARN] ") + heading(finding));
        lines.addAll(details(finding));
        return lines.lines();
    }

    /** {@code pod/seccomp-profile (high) Deployment order-service, container order-service}. */
    public static String heading(Finding finding) {
        return SafeText.line(finding.policy().id() + " (" + finding.severity() + ") " + subject(finding));
    }

    /** {@code Deployment order-service, container order-service and 5 more}. */
    public static String subject(Finding finding) {
        List<String> subjects = finding.subjects();
        String more = subjects.size() == 1 ? "" : " and " + (subjects.size() - 1) + " more";
        return SafeText.line(subjects.get(0) + more);
    }

    /** Where it is, what is wrong, how to fix it: the indented lines under the heading. */
    public static List<String> details(Finding finding) {
        var lines = new TextLines();
        Origin origin = finding.occurrences().get(0).origin();
        lines.add(INDENT, location(origin), "   ", statement(finding));
        new OriginText(finding).lines().forEach(line -> lines.add(INDENT, line));
        int number = 0;
        for (LocatedStep step : finding.occurrences().get(0).steps()) {
            lines.add(INDENT, SafeText.line((++number) + ". " + step));
        }
        List<String> others = finding.subjects().stream().skip(1).toList();
        if (!others.isEmpty()) {
            lines.add(INDENT, "also: " + shortened(others, "; "));
        }
        dependency(finding).forEach(line -> lines.add(INDENT, line));
        notes(finding).forEach(line -> lines.add(INDENT, line));
        String where = environments(finding);
        if (!where.isEmpty()) {
            lines.add(INDENT, where);
        }
        Change change = finding.change();
        if (change != null) {
            lines.add(INDENT, "against the base: " + change);
        }
        lines.add(
                INDENT,
                SafeText.line("fix: " + finding.advice()),
                "      ",
                "docs: " + finding.policy().documentation());
        return lines.lines();
    }

    /** What is to be said where the line is one of a dependency; mostly nothing. */
    private static List<String> dependency(Finding finding) {
        ChartLine line = finding.occurrences().get(0).origin().chart();
        if (line == null) {
            return List.of();
        }
        if (line.unproven()) {
            return List.of();
        }
        if (line.isShared()) {
            return List.of(SafeText.line("shared: " + line + ", in " + releases(finding)));
        }
        Origin origin = finding.occurrences().get(0).origin();
        return List.of(SafeText.line("in a third-party chart: " + line
                + (!origin.valuesKeys().isEmpty() ? "; your values file can set the value" : reach(line))));
    }

    private static String reach(ChartLine line) {
        return switch (line.reach()) {
            case NONE -> "";
            case MAY_BE_SET -> "; its templates seem to write the field from values: set them";
            case CAUSED -> "; it has this only beside your values, templates or objects: change them";
            case UNKNOWN -> "; it does not render without your values, so its findings count as yours";
        };
    }

    /**
     * What else is to be said of a finding beside its line: that it shows in an upgrade only, and why a line of a chart that
     * looks third-party counts as the user's own. Mostly empty.
     */
    public static List<String> notes(Finding finding) {
        var notes = new ArrayList<String>();
        if (finding.isOnlyInUpgrade()) {
            notes.add("only in the upgrade: the installation does not have it");
        }
        ChartLine line = finding.occurrences().get(0).origin().chart();
        if (line != null && line.unproven()) {
            notes.add(SafeText.line(line.hint()));
        }
        return List.copyOf(notes);
    }

    /** {@code 3 releases: cart, order, user}: those that a line of a shared chart concerns. */
    public static String releases(Finding finding) {
        List<String> names = finding.occurrences().stream()
                .map(occurrence -> occurrence.release().name())
                .distinct()
                .toList();
        return SafeText.line(
                names.size() + (names.size() == 1 ? " release: " : " releases: ") + shortened(names, ", "));
    }

    /**
     * A place without a finding, as {@link #details} tells of one: the line to edit with what is to be said of it, and how
     * it was made.
     */
    public static List<String> place(Origin origin, String statement) {
        var lines = new TextLines();
        lines.add(INDENT, location(origin), "   ", SafeText.line(statement));
        new OriginText(List.of(origin)).lines().forEach(line -> lines.add(INDENT, line));
        return lines.lines();
    }

    private static String location(Origin origin) {
        String role = switch (origin.primary().role()) {
            case VALUES, TEMPLATE, MANIFEST, COPY -> "";
            case DEPENDENCY, CONFIGURATION, GENERATED -> " (" + origin.primary().role() + ")";
        };
        return origin.primary() + role + (origin.approximate() ? " (approximate)" : "");
    }

    private static String shortened(List<String> subjects, String separator) {
        String shown = subjects.stream().limit(SUBJECTS).collect(Collectors.joining(separator));
        return subjects.size() <= SUBJECTS
                ? shown
                : shown + separator + "and " + (subjects.size() - SUBJECTS) + " more";
    }

    /**
     * What is wrong as one sentence that names the field in full: {@code
     * spec.template.spec.securityContext.seccompProfile is not set}. A message that begins with the last part of the
     * field's path, as those of the built-in policies do, is completed; any other keeps its words and gets the path
     * appended.
     */
    public static String statement(Finding finding) {
        String path = finding.occurrences().get(0).fieldPath();
        return SafeText.line(doubt(finding.unknown()) + complete(path, finding.message()));
    }

    private static String doubt(@Nullable UnknownCause unknown) {
        if (unknown == null) {
            return "";
        }
        return switch (unknown) {
            case VALUE -> "unknown before deployment: ";
            case INPUT -> "unknown, an input is missing: ";
            case EVIDENCE -> "unknown, proof is missing: ";
        };
    }

    private static String complete(String path, String message) {
        if (path.isEmpty()) {
            return message;
        }
        int end = message.indexOf(' ');
        String subject = end < 0 ? message : message.substring(0, end);
        if (path.equals(subject) || path.endsWith("." + subject)) {
            return path + message.substring(subject.length());
        }
        return message.contains(path) ? message : message + " (" + path + ")";
    }

    /**
     * In which environments it occurs and which are right: {@code only in: prod   (dev sets it: values-dev.yaml:12)};
     * the empty string when there is only the environment of a configuration without environments.
     */
    public static String environments(Finding finding) {
        List<String> environments = finding.environments();
        if (finding.passesIn().isEmpty() && environments.equals(List.of("default"))) {
            return "";
        }
        String names = String.join(", ", environments);
        if (finding.passesIn().isEmpty()) {
            return SafeText.line("in: " + names);
        }
        return SafeText.line(finding.passesIn().stream()
                .map(right -> elsewhere(right, finding.location()))
                .collect(Collectors.joining("; ", "only in: " + names + "   (", ")")));
    }

    private static String elsewhere(Elsewhere right, SourceLocation wrong) {
        SourceLocation setAt = right.setAt();
        // one line of a template that is right with other values tells nothing
        boolean telling = setAt != null && !(setAt.path().equals(wrong.path()) && setAt.line() == wrong.line());
        return setAt == null || !telling
                ? right.environment() + " passes"
                : right.environment() + " sets it: " + setAt.path() + ":" + setAt.line();
    }
}
