package io.github.akspolicy.evaluate;

import java.util.List;

/**
 * Lines of a source file that would mend a finding, proven by a render of every environment. It replaces at least one
 * line, as reviewers' suggestions must; a line that stays is among those that come, too.
 *
 * @param path relative to the root of the repository
 * @param firstLine the first line that goes, counted from 1
 * @param lastLine the last one
 * @param endColumn the column behind the last character of {@code lastLine}, counted from 1
 * @param lines what comes instead, without line ends; empty when the lines only go; holds nothing confidential
 */
public record ProposedFix(String path, int firstLine, int lastLine, int endColumn, List<String> lines) {
    public ProposedFix {
        lines = List.copyOf(lines);
    }
}
