package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether every line of every rendered document has an exact template origin. */
record OriginCheck(TemplateFiles templates, Figures figures) {
    static final String CHECK = "charts/origins";

    private static final String PACKED = "!/";

    Entry judge(ChartCase chartCase, RenderedCase rendered) throws IOException {
        var problems = new ArrayList<String>();
        for (String path : rendered.files().keySet()) {
            if (RenderedCase.isCustomResourceDefinition(path)) {
                continue;
            }
            int inexact = 0;
            List<RenderedCase.Claim> claims = rendered.claims(path);
            for (RenderedCase.Claim claim : claims) {
                String problem = problem(claim);
                if (problem != null) {
                    inexact++;
                    problems.add(path + ":" + claim.line() + " " + problem);
                }
            }
            figures.add("origins: lines", claims.size());
            figures.add("origins: lines that are not exact", inexact);
            figures.add("origins: files", 1);
            figures.add("origins: files that are not exact", inexact > 0 ? 1 : 0);
        }
        String actual = problems.isEmpty() ? "exact" : problems.size() + " lines are not exact";
        return Entry.covered(
                chartCase.id() + " origins",
                CHECK,
                "origins",
                "exact",
                actual,
                String.join("; ", problems.subList(0, Math.min(3, problems.size()))));
    }

    private @Nullable String problem(RenderedCase.Claim claim) throws IOException {
        if (claim.approximate()) {
            return "is approximate";
        }
        SourceLocation location = claim.template();
        if (location == null) {
            return "names no template";
        }
        if (location.path().contains(PACKED)) {
            figures.add("origins: lines of packed dependencies, whose place is not looked at", 1);
            return null;
        }
        int offset = templates.writing(location);
        TemplateText text = templates.text(location.path());
        if (offset < 0 || text == null) {
            return "is said to come from " + location + ", where nothing is written";
        }
        char visible = claim.text().charAt(RenderedCase.firstVisible(claim.text()));
        if (text.isLiteral(offset) && text.at(offset) != visible) {
            return "begins with '" + visible + "', but comes from " + location + " with '" + text.at(offset) + "'";
        }
        return null;
    }
}
