package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.execution.Questions;
import io.github.akspolicy.helm.execution.TemplatePlaces.Template;
import io.github.akspolicy.helm.origin.SuppliedValues.Supplied;
import io.github.akspolicy.helm.values.StrValsKey;
import io.github.akspolicy.helm.written.RenderedFile;
import io.github.akspolicy.helm.written.WrittenPiece;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.template.value.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leads from the lines of one rendered file to template and values lines. */
public final class HelmOriginMap implements OriginMap {
    private static final Set<DeploymentInput> MADE_UP = EnumSet.of(DeploymentInput.RANDOM, DeploymentInput.TIME);

    private final RenderedFile file;
    private final RenderedChart chart;
    private final SuppliedValues values;

    public HelmOriginMap(RenderedFile file, RenderedChart chart) {
        this.file = file;
        this.chart = chart;
        this.values = new SuppliedValues(file, chart);
    }

    @Override
    public Origin locate(Place place) {
        WrittenPiece piece = file.piece(place.key());
        List<Supplied> supplied = isApproximate(place.value().line()) ? List.of() : values.at(place);
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
        return List.copyOf(new LinkedHashSet<>(frames(file.piece(position))));
    }

    /** What was rendered. */
    public String text() {
        return file.text();
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
    private static boolean isComputed(Place place, @Nullable WrittenPiece piece) {
        return !place.isWritten() && piece != null && !piece.isLiteral();
    }

    private boolean isApproximate(int line) {
        return file.approximateLines().get(line - 1);
    }

    private static List<Site> sites(@Nullable WrittenPiece piece) {
        return piece == null ? List.of() : piece.sites();
    }

    @Override
    public boolean isGenerated(Place place) {
        return file.differs(place.value().line() - 1) || isMadeUp(place);
    }

    /** Whether chance or the time made what stands there, and no value that can be seen in it. */
    private boolean isMadeUp(Place place) {
        return file.pieces(place.value()).stream()
                        .map(piece -> Questions.inputs(piece.mark().sources()))
                        .anyMatch(inputs -> !Collections.disjoint(inputs, MADE_UP))
                && values.at(place).stream().noneMatch(Supplied::isShown);
    }

    /** The line of the dependency behind a primary location; null when there is none. */
    private SourceLocation template(@Nullable WrittenPiece piece) {
        SourceLocation foreign = null;
        for (Site site : sites(piece)) {
            Template template = chart.places().template(site.node());
            SourceLocation at = chart.places().writer(site);
            if (template != null && at != null) {
                if (template.chart().isOwn()) {
                    return at;
                }
                if (foreign == null) {
                    SourceLocation entry = template.chart().dependencyEntry();
                    foreign = entry == null ? at : entry;
                }
            }
        }
        return foreign == null ? chart.places().file(file.renderPath()) : foreign;
    }

    private List<SourceLocation> frames(@Nullable WrittenPiece piece) {
        var frames = new ArrayList<SourceLocation>();
        for (Site site : sites(piece)) {
            SourceLocation at = chart.places().writer(site);
            if (at != null) {
                frames.add(at);
            }
        }
        return frames;
    }
}
