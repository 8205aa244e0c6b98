package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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

    /**
     * The folders that Terraform runs in, as far as they have to do with a cluster: {@link #read} takes them as definitions.
     *
     * @param files of any kind, those with configuration among them
     */
    default List<Path> roots(Collection<Path> files, Workspace workspace) {
        return List.of();
    }

    /** Whether a document is a definition that {@link #read} takes: for those that nobody named. */
    boolean isDefinition(Node document);

    /**
     * Those definitions that are compiled from a file of Bicep beside them, all modules of which are in the workspace: that file is
     * what people edit and deploy, and the compiled one may be older.
     */
    default Set<Path> compiled(List<Path> definitions, ReadLimits limits, Workspace workspace) {
        return Set.of();
    }

    /**
     * The files of Bicep that are not modules of others and define anything that policies know, once for each file of parameters
     * that is for them.
     *
     * @param files all files of a folder
     */
    default List<ClusterRequest> definitions(List<Path> files, ReadLimits limits, Workspace workspace) {
        return List.of();
    }
}
