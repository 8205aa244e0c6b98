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

/** Everything about one finding, as rows of a console and as text of test messages. */
public final class FindingText {
    private static final int INDENT = 2;
    private static final int SUBJECTS = 6;

    private FindingText() {}

    /** The whole block, without a line end after the last line. */
    public static String of(Finding finding) {
        return String.join("\n", lines(finding));
    }

    /** The whole block: a heading with {@code [ERROR]} when the finding fails the build, else {@code [WARN]}. */
    public static List<String> lines(Finding finding) {
        var parts = new ArrayList<ConsolePart>();
        parts.add(Row.of(0, (finding.fails() ? "[ERROR] " : "[WARN] ") + heading(finding)));
        parts.addAll(parts(finding, new SaidOnce(), false));
        return Screen.MESSAGE.lines(parts);
    }

    /** {@code pod/seccomp-profile (high) Deployment order-service, container order-service}. */
    public static String heading(Finding finding) {
        return SafeText.line(finding.policy().id() + " (" + finding.severity() + ") " + subject(finding));
    }

    static Row headingRow(int indent, String before, Finding finding) {
        return Row.of(indent, before + finding.policy().id() + " (")
                .with(TextStyle.of(finding.severity()), finding.severity().toString())
                .plain(") " + subject(finding));
    }

    /** {@code Deployment order-service, container order-service and 5 more}. */
    public static String subject(Finding finding) {
        List<String> subjects = finding.subjects();
        String more = subjects.size() == 1 ? "" : " and " + (subjects.size() - 1) + " more";
        return SafeText.line(subjects.get(0) + more);
    }

    /** Where it is, what is wrong, how to fix it: the indented lines under the heading. */
    public static List<String> details(Finding finding) {
        return Screen.MESSAGE.lines(parts(finding, new SaidOnce(), false));
    }

    /**
     * The same for a console.
     *
     * @param said what other findings have said
     * @param isFramed whether the line is shown
     */
    static List<ConsolePart> parts(Finding finding, SaidOnce said, boolean isFramed) {
        var parts = new ArrayList<ConsolePart>();
        Origin origin = finding.occurrences().get(0).origin();
        parts.add(new ConsolePart.Pair(location(origin), Row.of(INDENT, statement(finding))));
        if (isFramed) {
            parts.addAll(frame(finding, ""));
        }
        new OriginText(finding).lines().forEach(line -> parts.add(row(line)));
        int number = 0;
        for (LocatedStep step : finding.occurrences().get(0).steps()) {
            parts.add(row((++number) + ". " + step));
        }
        List<String> others = finding.subjects().stream().skip(1).toList();
        if (!others.isEmpty()) {
            parts.add(row("also: " + shortened(others, "; ")));
        }
        dependency(finding).forEach(line -> parts.add(row(line)));
        notes(finding).forEach(line -> parts.add(row(line)));
        String where = environments(finding);
        if (!where.isEmpty()) {
            parts.add(row(where));
        }
        Change change = finding.change();
        if (change != null) {
            parts.add(row("against the base: " + change));
        }
        parts.addAll(said.advice(INDENT, finding));
        return parts;
    }

    private static Row row(String text) {
        return Row.of(INDENT, text);
    }

    /**
     * The line of a finding between its neighbours; nothing of a secret, nor of a packed file.
     *
     * @param label what stands beside the mark
     */
    static List<ConsolePart> frame(Finding finding, String label) {
        SourceLocation at = finding.location();
        boolean isHidden =
                finding.policy().group().equals("secrets") || at.path().contains("!/");
        return isHidden
                ? List.of()
                : List.of(new ConsolePart.CodeFrame(
                        at.path(), at.line(), at.column(), statement(finding) + " " + subject(finding), label));
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
            case UNKNOWN -> "; what it writes without your values is not known, so its findings count as yours";
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
     * A place without a finding, as {@link #details} says of one: the line to edit with what is to be said of it, and how
     * it was made.
     */
    public static List<String> place(Origin origin, String statement) {
        var parts = new ArrayList<ConsolePart>();
        parts.add(new ConsolePart.Pair(location(origin), Row.of(INDENT, statement)));
        new OriginText(List.of(origin)).lines().forEach(line -> parts.add(row(line)));
        return Screen.MESSAGE.lines(parts);
    }

    private static Row location(Origin origin) {
        String role = switch (origin.primary().role()) {
            case VALUES, TEMPLATE, MANIFEST, COPY -> "";
            case DEPENDENCY, CONFIGURATION, GENERATED -> " (" + origin.primary().role() + ")";
        };
        return Row.of(INDENT, TextStyle.PATH, origin.primary().toString())
                .plain(role + (origin.approximate() ? " (approximate)" : ""));
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
