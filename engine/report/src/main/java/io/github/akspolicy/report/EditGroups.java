package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The edits of an overview by what they belong to: a chart or folder, or several charts where the same line of each has the same findings,
 * as in those that were copied from one.
 */
final class EditGroups {
    /** So many charts have the same line before it is told once. */
    private static final int FEWEST = 3;

    private static final int NAMES = 3;
    private static final int MOST_POLICIES = 2;

    private EditGroups() {}

    /** The edits by the words for what they belong to; groups and edits in the order of the edits. */
    static Map<String, List<List<LineToEdit>>> of(List<List<LineToEdit>> edits) {
        Map<String, Set<String>> sources = new HashMap<>();
        edits.forEach(edit -> sources.computeIfAbsent(shape(edit), unused -> new TreeSet<>())
                .add(edit.get(0).source()));
        Map<String, List<List<LineToEdit>>> groups = new LinkedHashMap<>();
        for (List<LineToEdit> edit : edits) {
            Set<String> same = sources.getOrDefault(shape(edit), Set.of());
            groups.computeIfAbsent(
                            same.size() < FEWEST ? edit.get(0).source() : names(same), unused -> new ArrayList<>())
                    .add(edit);
        }
        return groups;
    }

    private static String names(Set<String> sources) {
        int more = sources.size() - NAMES;
        return "the same in " + sources.size() + " charts and folders, "
                + sources.stream().limit(NAMES).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** What copies of a chart have in common: the file below its folder, the lines and what is wrong with them. */
    private static String shape(List<LineToEdit> edit) {
        String source = edit.get(0).source();
        String path = edit.get(0).at().path();
        String below = path.startsWith(source + "/") ? path.substring(source.length()) : source + " " + path;
        return edit.stream().map(line -> ":" + line.at().line()).collect(Collectors.joining("", below, " "))
                + policies(edit);
    }

    /** {@code critical pod/privileged, high pod/capabilities, 3 more; only in prod}. */
    static String policies(List<LineToEdit> edit) {
        List<Finding> findings = edit.stream()
                .flatMap(line -> line.findings().stream())
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        Map<String, Severity> policies = new LinkedHashMap<>();
        findings.forEach(finding -> policies.putIfAbsent(finding.policy().id(), finding.severity()));
        String told = policies.entrySet().stream()
                .limit(MOST_POLICIES)
                .map(policy -> policy.getValue() + " " + policy.getKey())
                .collect(Collectors.joining(", "));
        int more = policies.size() - MOST_POLICIES;
        String times = findings.size() > policies.size() ? " (" + findings.size() + " findings)" : "";
        Set<List<String>> environments = findings.stream()
                .map(finding -> finding.passesIn().isEmpty() ? List.<String>of() : finding.environments())
                .collect(Collectors.toSet());
        List<String> same = environments.size() == 1 ? environments.iterator().next() : List.of();
        String only = same.isEmpty() ? "" : "; only in " + String.join(", ", same);
        return told + (more > 0 ? ", " + more + " more" : "") + times + only;
    }

    /** {@code deploy/values.yaml:12, also line 14}, and how many files say the same. */
    static String place(List<LineToEdit> edit) {
        String others = edit.size() == 1
                ? ""
                : edit.stream()
                        .skip(1)
                        .map(line -> String.valueOf(line.at().line()))
                        .collect(Collectors.joining(", ", ", also line ", ""));
        Origin origin = edit.get(0).findings().get(0).occurrences().get(0).origin();
        long copies = origin.related().stream()
                .filter(frame -> frame.role() == Role.COPY)
                .count();
        return edit.get(0).place()
                + others
                + (copies == 0 ? "" : " (and " + copies + (copies == 1 ? " more file)" : " more files)"));
    }
}
