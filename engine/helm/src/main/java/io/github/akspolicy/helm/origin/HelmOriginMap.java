package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.SuppliedValues.Supplied;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.helm.values.StrValsKey;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leads from the lines of one rendered file to template and values lines. */
public final class HelmOriginMap implements OriginMap {
    private final RenderedFile file;
    private final RenderedChart chart;
    private final @Nullable SuppliedValues values;

    public HelmOriginMap(RenderedFile file, RenderedChart chart) {
        this.file = file;
        this.chart = chart;
        Instance instance = chart.instance(file.renderPath());
        this.values = instance == null ? null : new SuppliedValues(file, chart, instance);
    }

    @Override
    public Origin locate(Place place) {
        Piece piece = piece(place.key().line(), place.key().column());
        List<Supplied> supplied = values == null || isApproximate(place.value().line()) ? List.of() : values.at(place);
        SourceLocation template = template(piece);
        SourceLocation primary = template;
        var related = new LinkedHashSet<SourceLocation>();
        if (!supplied.isEmpty()
                && supplied.get(0).isShown()
                && supplied.get(0).supply().own()) {
            primary = supplied.get(0).supply().at();
            related.add(template);
        }
        related.addAll(frames(piece));
        for (Supplied value : supplied) {
            related.add(value.supply().at());
            related.addAll(value.supply().overridden());
        }
        related.remove(primary);
        return new Origin(
                primary,
                List.copyOf(related),
                supplied.stream().map(value -> StrValsKey.write(value.key())).toList(),
                isApproximate(place.key().line())
                        || (supplied.isEmpty() && primary.role() == Role.TEMPLATE && isComputed(place, piece)),
                chart.thirdParty().line(primary, sites(piece), file, place));
    }

    /**
     * The template lines that wrote a position of the rendered text: the deepest first, then each action that included
     * it. Other than {@link #locate} this tells lines of dependencies, too.
     *
     * @return empty when nothing is known
     */
    public List<SourceLocation> templateLines(Position position) {
        return List.copyOf(new LinkedHashSet<>(frames(piece(position.line(), position.column()))));
    }

    /** What was rendered. */
    public String text() {
        return file.text();
    }

    /** The values that may decide whether a field is there which is absent; more than do, and none when nothing is known. */
    public Set<Mention> mentions(Place place) {
        Instance instance = chart.instance(file.renderPath());
        return instance == null ? Set.of() : new AbsentFieldScan(file, chart, instance).mentions(place);
    }

    /**
     * Whether the lines told for a line are proven rather than a best guess.
     *
     * @param line counted from 1
     */
    public boolean isExact(int line) {
        return !isApproximate(line);
    }

    /**
     * Whether a field is absent from what one action computed, key included: which line would have to write it is not known
     * then.
     */
    private static boolean isComputed(Place place, @Nullable Piece piece) {
        return !place.isWritten() && piece != null && piece.literal() == null;
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

    @Override
    public boolean isGenerated(Place place) {
        return file.differs(place.value().line() - 1);
    }

    /** The line of the dependency behind a primary location; null when there is none. */
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

    private List<SourceLocation> frames(@Nullable Piece piece) {
        var frames = new ArrayList<SourceLocation>();
        for (Site site : sites(piece)) {
            ChartTwins.Source source = chart.twins().source(site.file());
            if (source != null) {
                frames.add(location(source, site));
            }
        }
        return frames;
    }

    private static SourceLocation location(ChartTwins.Source source, Site site) {
        return new SourceLocation(source.file().shownPath(), site.line(), site.column(), Role.TEMPLATE);
    }
}
