package io.github.akspolicy.helm.execution;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Text;
import java.util.HashSet;
import java.util.List;
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
    private @Nullable SortedMap<String, Text> asHelm;
    private @Nullable SortedMap<String, Text> asAsked;

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
        if (asHelm == null) {
            asHelm = executeAsHelm(Assumptions.OFFLINE);
        }
        return asHelm;
    }

    /** What they write at another time, with other results of chance. */
    public SortedMap<String, Text> later() throws RenderException {
        return executeAsHelm(new Assumptions(true, false));
    }

    private SortedMap<String, Text> executeAsHelm(Assumptions assumptions) throws RenderException {
        ExecutedRelease as = release();
        List<String> apis = DefaultCapabilities.apiVersions(dialect);
        return execute(
                new ExecutedRelease(as.chart(), release(as.release(), ChartRequest.INSTALLATION, apis), assumptions));
    }

    /** What they write as the release is asked for. */
    public SortedMap<String, Text> asAsked() throws RenderException {
        if (asAsked == null) {
            asAsked = isAsHelm() ? asHelm() : execute(release());
        }
        return asAsked;
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

    private static SortedMap<String, Text> execute(ExecutedRelease release) throws RenderException {
        var written = new TreeMap<String, Text>();
        Observer observer = new Observer() {
            @Override
            public Assumptions assumptions() {
                return release.assumptions();
            }
        };
        try {
            // notes may change values for others
            written.putAll(release.execute(release.composed(), observer, path -> true));
            written.keySet().removeIf(path -> path.endsWith(NOTES));
        } catch (LimitException failed) {
            throw new RenderException(String.valueOf(failed.getMessage()));
        } catch (RuntimeException defect) {
            // of the executor: callers can do without it, or say why not
            throw new RenderException("defect of the executor: " + defect);
        }
        return written;
    }
}
