package io.github.akspolicy.source;

import java.io.Serializable;

/**
 * A line of a file that a person can open.
 *
 * @param path relative to the root of the repository, with {@code /}; absolute only when the file lies outside it
 * @param line counted from 1
 * @param column counted from 1
 * @param role what the file is to the finding
 */
public record SourceLocation(String path, int line, int column, Role role)
        implements Comparable<SourceLocation>, Serializable {
    /** What a file is to a finding. */
    public enum Role {
        /** A values file that supplied the value. */
        VALUES("value"),
        /** A chart template, helper templates included. */
        TEMPLATE("template"),
        /** A manifest that is deployed as it stands. */
        MANIFEST("manifest"),
        /** The {@code dependencies} entry of a chart that the user does not own. */
        DEPENDENCY("dependency"),
        /** {@code aks-policy.yaml}, such as a {@code set} entry. */
        CONFIGURATION("configuration"),
        /** A file made by a tool, which nobody edits. */
        GENERATED("generated"),
        /** A file that says the same as the one that was evaluated. */
        COPY("copy");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public int compareTo(SourceLocation other) {
        int order = path.compareTo(other.path);
        if (order == 0) {
            order = Integer.compare(line, other.line);
        }
        if (order == 0) {
            order = Integer.compare(column, other.column);
        }
        return order != 0 ? order : role.compareTo(other.role);
    }

    /** {@code path:line:column}, which terminals and IDEs make clickable. */
    @Override
    public String toString() {
        return path + ":" + line + ":" + column;
    }
}
