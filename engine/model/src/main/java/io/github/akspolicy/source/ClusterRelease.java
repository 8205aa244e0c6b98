package io.github.akspolicy.source;

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

    /** What is read, and with which parameters. */
    public ClusterRequest request() {
        return request;
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        reader.read(request, receiver);
    }
}
