package io.github.akspolicy.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definition of a cluster for one environment. */
public final class ClusterRelease implements Release {
    private final ReleaseId id;
    private final ClusterRequest request;
    private final ClusterReader reader;

    public ClusterRelease(ReleaseId id, ClusterRequest request, ClusterReader reader) {
        this.id = id;
        this.request = request;
        this.reader = reader;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    /** None: Azure resources have no namespace. */
    @Override
    public @Nullable String namespace() {
        return null;
    }

    @Override
    public List<String> provided() {
        return List.of();
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        reader.read(request, receiver);
    }
}
