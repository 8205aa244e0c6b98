package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.report.ConsolePart.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How to fix findings, and where that is explained: of each policy once. */
final class SaidOnce {
    private final Set<String> said = new HashSet<>();

    /** What nothing before has said: mostly both for the first finding of a policy, then nothing. */
    List<ConsolePart> advice(int indent, Finding finding) {
        String id = finding.policy().id();
        var rows = new ArrayList<Row>();
        if (said.add(id + " " + finding.advice())) {
            rows.add(Row.of(indent, "fix: " + finding.advice()));
        }
        if (said.add(id)) {
            rows.add(Row.of(indent, "docs: " + finding.policy().documentation()));
        }
        return rows.size() == 2 ? List.of(new Pair(rows.get(0), rows.get(1))) : List.copyOf(rows);
    }

    /** Whether nothing is said of its policy yet; from now on it is. */
    boolean isFirst(Finding finding) {
        return said.add(finding.policy().id());
    }
}
