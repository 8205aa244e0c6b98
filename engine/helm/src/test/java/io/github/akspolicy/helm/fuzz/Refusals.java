package io.github.akspolicy.helm.fuzz;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Helm accepts and we refuse on purpose. */
enum Refusals {
    /** Reports show names as they are; Helm writes them into its output. */
    NAME_WITH_CONTROL_CHARACTER("the name of the chart's file holds a control character"),
    /** Helm resolves some spellings, differently from tar. */
    PATH_OF_ARCHIVE(
            "the archive's entry .* (is not a path as helm package writes it|lies outside of the chart|lies in no folder)"),
    /** Of two files of one name, which one counts depends on who reads. */
    FILE_TWICE("the archive holds .* (twice|which is a file)"),
    /** Helm makes an empty file of it. */
    LINK("the archive's entry .* is a link"),
    /** Go reads some damaged archives. */
    ARCHIVE_UNREADABLE("the archive cannot be read"),
    /** The embedded Helm renders without it, the command line does not. */
    DEPENDENCY_MISSING("the dependenc(y .* is|ies .* are) not in charts/"),
    /** Helm reads them in random order; what both have is that of the last one. */
    CHART_TWICE(
            "charts/ holds .* (twice with different files|as a folder and as an archive)|is the name of two charts in charts/"),
    /** Helm takes it for another key, or puts it over that of another file. */
    KEY(": Helm (takes it for|puts it over that of)"),
    /** A copy would hold another chart. */
    COPY("Helm cannot be asked by a copy of the chart"),
    /** The answer of the embedded Helm ends there. */
    NUL_CHARACTER("renders? a NUL character"),
    /** Helm packs the chart, and makes other paths of some names, or leaves out what it depends on. */
    PACKED_OTHERWISE(
            "Helm packs (the dependency, and takes the file for another one|a chart of apiVersion v1 without)");

    private final Pattern message;

    Refusals(String message) {
        this.message = Pattern.compile(message, Pattern.DOTALL);
    }

    /** The class of a message; null for one that is not known. */
    static @Nullable Refusals of(String message) {
        for (Refusals refusal : values()) {
            if (refusal.message.matcher(message).find()) {
                return refusal;
            }
        }
        return null;
    }
}
