package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.ChartLine.Reach;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the charts of others write without the templates, the defaults and the values files of the repository. What they write
 * only beside those is not theirs alone: a chart that was recorded may have {@code {{ if .Values.p }}hostPID: true{{ end }}},
 * and the change that sets {@code p} answers for it. It is rendered when somebody first asks. Safe for several threads.
 */
public final class ThirdPartyRender {
    private final Rendering rendering;
    private final RenderedObjects used;
    private final RenderedObjects alone = new RenderedObjects(this::files);
    private final WorkComparison work;
    private volatile @Nullable Map<String, String> files;

    /** A render that is made late. */
    @FunctionalInterface
    public interface Rendering {
        /** What each template wrote, by Helm's name of the template. */
        Map<String, String> files() throws HelmFailure, IOException;
    }

    /**
     * @param used what each template wrote in the render of the repository, by Helm's name of the template
     * @param rendering renders the charts alone; called once at most
     */
    public ThirdPartyRender(Supplier<Map<String, String>> used, Rendering rendering) {
        this.rendering = rendering;
        this.used = new RenderedObjects(used);
        this.work = new WorkComparison(this.used, alone);
    }

    /** Whether a place of a file that a chart of others wrote is the same without the repository's part. */
    Reach reach(RenderedFile file, Place place) {
        if (files().isEmpty()) {
            return Reach.UNKNOWN;
        }
        Field here = null;
        for (Field document : used.of(file.renderPath())) {
            if (document.position().line() <= place.key().line()) {
                here = document;
            }
        }
        Field there = here == null ? null : alone.counterpart(here, file.renderPath(), used);
        return here != null && there != null && isSame(here, there, place) && work.isSame(here, there, place)
                ? Reach.NONE
                : Reach.CAUSED;
    }

    /** What each template wrote, by Helm's name of the template; empty when the charts do not render alone. */
    public synchronized Map<String, String> files() {
        Map<String, String> known = files;
        if (known == null) {
            try {
                known = Map.copyOf(rendering.files());
            } catch (HelmFailure | IOException doesNotRender) {
                known = Map.of();
            }
            files = known;
        }
        return known;
    }

    /**
     * Whether what policies read together with a place is the same: the item of a list that it is in, such as a rule, and, where
     * the field is not set, the security settings of the container and the pod around it, which may set another one in its place.
     */
    private static boolean isSameAround(Field used, Field alone, Place place) {
        for (FieldPath path = place.nearest(); path != null; path = path.parent()) {
            FieldPath list = path.parent();
            Field here = used.follow(path);
            Field there = alone.follow(path);
            boolean isItem =
                    path.lastIndex() >= 0 && list != null && !WorkComparison.CONTAINERS.contains(list.lastField());
            if (isItem && !Nodes.isSame(here.node(), there.node())) {
                return false;
            }
            Field settings = here.get(WorkComparison.SECURITY);
            boolean isSet =
                    settings.isPresent() || there.get(WorkComparison.SECURITY).isPresent();
            if (!place.isWritten()
                    && isSet
                    && !Nodes.isSame(
                            settings.node(), there.get(WorkComparison.SECURITY).node())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Field used, Field alone, Place place) {
        if (!isSameAround(used, alone, place)) {
            return false;
        }
        Field there = alone.follow(place.nearest());
        if (!there.isWritten()) {
            return false;
        }
        if (!place.isWritten()) {
            return !alone.follow(place.path()).isPresent();
        }
        Field here = used.follow(place.nearest());
        // a finding on a whole object is one on its being there
        return place.nearest().equals(FieldPath.ROOT) || Nodes.isSame(here.node(), there.node());
    }
}
