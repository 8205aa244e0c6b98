package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Node;

/**
 * Reads definitions of clusters and of what belongs to them: ARM templates, Terraform plans, answers of {@code az}. Found
 * by {@link java.util.ServiceLoader}; {@code aks-policy-cluster} brings the one there is. It executes nothing of what it
 * reads.
 */
public interface ClusterReader {
    /**
     * Hands over the resources of a definition. A part that cannot be read is a problem and the others go on.
     *
     * @throws SourceException when nothing of it can be read: the problems name file and line
     */
    void read(ClusterRequest request, Release.Receiver receiver) throws SourceException;

    /** Whether a document is a definition that {@link #read} takes: for those that nobody named. */
    boolean isDefinition(Node document);
}
