package io.github.akspolicy.helm.execution;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release of a chart for the executor: as Helm renders it without a cluster, and as it is asked for. Helm renders an
 * installation, now, with the APIs that it knows itself.
 */
public final class ReleaseExecution {
    /** What only Helm prints, and installs nowhere: {@code notesFileSuffix} of its package action. */
    private static final String NOTES = "NOTES.txt";

    private final Loading loading;
    private final ChartRequest request;
    private final Dialect dialect;
    private final String helmVersion;
    private @Nullable ExecutedRelease asked;
    private @Nullable Course asHelm;
    private @Nullable Course rendered;
    private @Nullable Course asAsked;

    /** Reads a chart with its values. Helm is asked before: what cannot be read is better said in its words. */
    @FunctionalInterface
    public interface Loading {
        /** The release as it is asked for. */
        ExecutedRelease release() throws RenderException;
    }

    /**
     * A release.
     *
     * @param version of Helm, as it says it
     */
    public ReleaseExecution(Loading loading, ChartRequest request, String version) {
        this.loading = loading;
        this.request = request;
        this.dialect = Dialect.of(version);
        this.helmVersion = version.replaceFirst("\\+.*", "");
    }

    /** The release as it is asked for, and the Helm that renders it. */
    public ExecutedRelease release() throws RenderException {
        ExecutedRelease known = asked;
        if (known == null) {
            ExecutedRelease loaded = loading.release();
            Release release = loaded.release();
            known = new ExecutedRelease(
                    loaded.chart(), release(release, release.revision(), release.apiVersions()), loaded.assumptions());
            asked = known;
        }
        return known;
    }

    private Release release(Release asked, int revision, List<String> apis) {
        return new Release(
                asked.name(),
                asked.namespace(),
                revision > ChartRequest.INSTALLATION,
                revision,
                asked.kubeVersion(),
                apis,
                helmVersion.isEmpty() ? asked.helmVersion() : helmVersion);
    }

    /** Whether it is asked for what Helm renders. */
    public boolean isAsHelm() {
        return !request.isUpgrade()
                && request.apis().helmsOwn()
                && request.apis().versions().isEmpty();
    }

    /**
     * What each template writes where Helm renders it, by Helm's name of it; notes are not among them.
     *
     * @throws RenderException where Helm would end with an error, or the executor does
     */
    public SortedMap<String, Text> asHelm() throws RenderException {
        return written(helms());
    }

    private Course helms() throws RenderException {
        if (asHelm == null) {
            asHelm = Course.of(release().chart(), installation(helmsApis()), Situation.RENDERED, Map.of());
        }
        return asHelm;
    }

    /** What they write at another time, with other results of chance. */
    public SortedMap<String, Text> later() throws RenderException {
        return written(again(helms(), Situation.RENDERED.later(), helmsApis()));
    }

    private List<String> helmsApis() {
        return DefaultCapabilities.apiVersions(dialect);
    }

    private Course again(Course known, Situation situation, List<String> apis) throws RenderException {
        return known.again(release().chart(), installation(apis), situation, Map.of());
    }

    private Release installation(List<String> apis) throws RenderException {
        return release(release().release(), ChartRequest.INSTALLATION, apis);
    }

    /** The installation with the APIs that are asked for: another one than Helm's only where templates look at these. */
    public Course rendered() throws RenderException {
        Course known = rendered;
        if (known == null) {
            List<String> apis = release().release().apiVersions();
            known = helms().isWhole() && !helms().asksForApis() || apis.equals(helmsApis())
                    ? helms()
                    : again(helms(), Situation.RENDERED, apis);
            rendered = known;
        }
        return known;
    }

    /** What they write as the release is asked for. */
    public SortedMap<String, Text> asAsked() throws RenderException {
        if (asAsked == null) {
            boolean isOther =
                    request.isUpgrade() && (!rendered().isWhole() || rendered().asksForState());
            asAsked = isOther || request.isAtAnotherTime()
                    ? again(rendered(), situation(), release().release().apiVersions())
                    : rendered();
        }
        return written(asAsked);
    }

    private Situation situation() throws RenderException {
        Situation at = Situation.RENDERED.at(release().release().revision());
        return request.isAtAnotherTime() ? at.later() : at;
    }

    /** The templates that write something else as it is asked for than where Helm renders it. */
    public Set<String> differing() throws RenderException {
        SortedMap<String, Text> helms = asHelm();
        SortedMap<String, Text> asked = asAsked();
        var paths = new HashSet<>(helms.keySet());
        paths.addAll(asked.keySet());
        paths.removeIf(path -> Objects.equals(helms.get(path), asked.get(path)));
        return paths;
    }

    private static SortedMap<String, Text> written(Course course) throws RenderException {
        if (!course.isWhole()) {
            throw new RenderException(course.reason());
        }
        var written = new TreeMap<>(course.texts());
        written.keySet().removeIf(path -> path.endsWith(NOTES));
        return written;
    }
}
