package io.github.akspolicy.helm.written;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a rendered line with one origin; it reaches to the next piece.
 *
 * @param column where it begins in the line, counted from 0
 * @param mark what wrote it, and which values it came from
 */
public record WrittenPiece(int column, Mark mark) {
    /** The places that wrote it: the deepest first, then each action that called the template of the one before. */
    public List<Site> sites() {
        var sites = new ArrayList<Site>();
        for (Site site = mark.site(); site != null; site = site.caller()) {
            sites.add(site);
        }
        return sites;
    }

    /** Whether it is text of a template, rather than the result of an action. */
    public boolean isLiteral() {
        Site site = mark.site();
        return site != null && site.node() instanceof Node.Text;
    }
}
