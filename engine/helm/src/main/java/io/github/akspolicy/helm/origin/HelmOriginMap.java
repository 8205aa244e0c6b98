package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads from the lines of one rendered file to template and values lines. */
public final class HelmOriginMap implements OriginMap {
    private final RenderedFile file;
    private final RenderedChart chart;

    public HelmOriginMap(RenderedFile file, RenderedChart chart) {
        this.file = file;
        this.chart = chart;
    }

    @Override
    public Origin locate(Place place) {
        Piece piece = piece(place.key().line(), place.key().column());
        return new Origin(
                template(piece),
                related(piece),
                List.of(),
                isApproximate(place.key().line()));
    }

    private boolean isApproximate(int line) {
        return file.approximateLines().get(line - 1);
    }

    private @Nullable Piece piece(int line, int column) {
        List<List<Piece>> lines = file.lines();
        int index = Math.min(Math.max(line, 1), lines.size()) - 1;
        while (index < lines.size() && lines.get(index).isEmpty()) {
            index++;
        }
        if (index >= lines.size()) {
            return null;
        }
        List<Piece> pieces = lines.get(index);
        Piece found = pieces.get(0);
        for (Piece piece : pieces) {
            if (index == line - 1 && piece.column() <= column - 1) {
                found = piece;
            }
        }
        return found;
    }

    /** The places from the deepest outwards. */
    private static List<Site> sites(@Nullable Piece piece) {
        var sites = new ArrayList<Site>();
        if (piece != null) {
            if (piece.literal() != null) {
                sites.add(piece.literal());
            }
            for (Frame frame = piece.frame(); frame != null; frame = frame.outer()) {
                if (frame.site() != null) {
                    sites.add(frame.site());
                }
            }
        }
        return sites;
    }

    private SourceLocation template(@Nullable Piece piece) {
        SourceLocation foreign = null;
        for (Site site : sites(piece)) {
            ChartTwins.Source source = chart.twins().source(site.file());
            if (source != null) {
                if (source.chart().isOwn()) {
                    return location(source, site);
                }
                if (foreign == null) {
                    SourceLocation entry = source.chart().dependencyEntry();
                    foreign = entry == null ? location(source, site) : entry;
                }
            }
        }
        if (foreign != null) {
            return foreign;
        }
        ChartTwins.Source source = chart.twins().source(file.renderPath());
        String path = source == null ? file.renderPath() : source.file().shownPath();
        return new SourceLocation(path, 1, 1, Role.TEMPLATE);
    }

    private List<SourceLocation> related(@Nullable Piece piece) {
        var related = new LinkedHashSet<SourceLocation>();
        for (Site site : sites(piece)) {
            ChartTwins.Source source = chart.twins().source(site.file());
            if (source != null) {
                related.add(location(source, site));
            }
        }
        related.remove(template(piece));
        return List.copyOf(related);
    }

    private static SourceLocation location(ChartTwins.Source source, Site site) {
        return new SourceLocation(source.file().shownPath(), site.line(), site.column(), Role.TEMPLATE);
    }
}
