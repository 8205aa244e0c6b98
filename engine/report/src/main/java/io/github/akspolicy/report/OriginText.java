package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a place was made, beside the line to edit: the values behind it and the templates it comes through. */
final class OriginText {
    private static final int KEYS = 3;
    private static final int INCLUDES = 4;
    private static final int PLACES = 6;

    private final Origin origin;
    private final List<Origin> all;

    OriginText(Finding finding) {
        this(finding.occurrences().stream().map(Occurrence::origin).toList());
    }

    /** @param all at least one; the first is the one to tell of */
    OriginText(List<Origin> all) {
        this.origin = all.get(0);
        this.all = all;
    }

    /** At most four texts: {@code values: …}, {@code more values: …}, {@code via …}, {@code the same in …}; each may need wrapping. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (!origin.valuesKeys().isEmpty()) {
            lines.add("values: " + limited(origin.valuesKeys(), KEYS, ", "));
        }
        List<String> values = byFile();
        if (!values.isEmpty()) {
            lines.add("more values: " + limited(values, PLACES, ", "));
        }
        Set<List<String>> chains = chains();
        List<String> first = chain(origin);
        if (!first.isEmpty()) {
            int others = chains.size() - 1;
            lines.add("via " + String.join(" > ", shortened(first))
                    + (others == 0 ? "" : ", and " + others + (others == 1 ? " other way" : " other ways")));
        }
        List<String> copies = copies();
        if (!copies.isEmpty()) {
            lines.add("the same in " + copies.size() + (copies.size() == 1 ? " more file: " : " more files: ")
                    + limited(copies, PLACES, ", "));
        }
        return lines;
    }

    /** The different ways in which the occurrences come to the line: a helper has many users. */
    private Set<List<String>> chains() {
        var chains = new LinkedHashSet<List<String>>();
        all.forEach(one -> chains.add(chain(one)));
        return chains;
    }

    /** The lines from the outermost template to the innermost, without columns: several may lie on one line. */
    private static List<String> chain(Origin origin) {
        var chain = new LinkedHashSet<String>();
        for (SourceLocation frame : origin.includes()) {
            chain.add(line(frame));
        }
        chain.remove(line(origin.primary()));
        return List.copyOf(chain);
    }

    /** The two ends of a long chain tell more than its middle. */
    private static List<String> shortened(List<String> chain) {
        if (chain.size() <= INCLUDES) {
            return chain;
        }
        var ends = new ArrayList<>(chain.subList(0, INCLUDES / 2));
        ends.add("(" + (chain.size() - INCLUDES) + " more)");
        ends.addAll(chain.subList(chain.size() - INCLUDES / 2, chain.size()));
        return ends;
    }

    /** The other frames, the lines of one file together: {@code values.yaml:42, :41}. */
    private List<String> byFile() {
        var places = new ArrayList<String>();
        String before = "";
        for (SourceLocation frame : origin.related()) {
            if (frame.role() != Role.TEMPLATE && frame.role() != Role.COPY) {
                places.add(frame.path().equals(before) ? ":" + frame.line() : line(frame));
                before = frame.path();
            }
        }
        return places;
    }

    /** The places of the files that say the same. */
    private List<String> copies() {
        return origin.related().stream()
                .filter(frame -> frame.role() == Role.COPY)
                .map(OriginText::line)
                .toList();
    }

    private static String limited(List<String> texts, int most, String separator) {
        return texts.size() <= most
                ? String.join(separator, texts)
                : String.join(separator, texts.subList(0, most)) + " and " + (texts.size() - most) + " more";
    }

    private static String line(SourceLocation at) {
        return at.path() + ":" + at.line();
    }
}
