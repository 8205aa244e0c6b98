package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the excerpts of an evaluation's findings; each file is read once. */
final class Excerpts {
    private static final int LINES_AROUND = 3;
    /** More than anybody reads; an evaluation of any size stays small. */
    private static final int MOST = 2_000;

    private final SourceText sources;
    private final Redaction redaction;
    private final Map<String, List<String>> files = new HashMap<>();

    Excerpts(SourceText sources, Redaction redaction) {
        this.sources = sources;
        this.redaction = redaction;
    }

    /** By the line to edit; locations whose file cannot be read are left out. */
    Map<SourceLocation, Excerpt> of(List<Finding> findings) {
        var excerpts = new HashMap<SourceLocation, Excerpt>();
        for (Finding finding : findings) {
            SourceLocation at = finding.location();
            if (excerpts.size() < MOST && !excerpts.containsKey(at)) {
                Excerpt excerpt = excerpt(at);
                if (excerpt != null) {
                    excerpts.put(at, excerpt);
                }
            }
        }
        return excerpts;
    }

    private @Nullable Excerpt excerpt(SourceLocation at) {
        List<String> lines = files.computeIfAbsent(at.path(), path -> {
            String text = sources.read(path);
            return text == null ? List.of() : MaskedLines.of(text);
        });
        if (at.line() > lines.size()) {
            return null;
        }
        int first = Math.max(1, at.line() - LINES_AROUND);
        int last = Math.min(lines.size(), at.line() + LINES_AROUND);
        return new Excerpt(
                first,
                lines.subList(first - 1, last).stream().map(redaction::apply).toList());
    }
}
