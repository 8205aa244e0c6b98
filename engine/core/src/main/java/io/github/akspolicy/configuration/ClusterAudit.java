package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.SourceException;

/**
 * Judges what runs in a cluster. Found by {@link java.util.ServiceLoader}; the optional artifact {@code aks-policy-live}
 * brings the one there is. It asks the API server for lists and changes nothing.
 */
public interface ClusterAudit {
    /**
     * Judges what runs by the policies that are on, and compares it with what is to run.
     *
     * @param verification whose policies, exemptions and thresholds hold; its releases are what is to run; of one environment, the
     *     one that the cluster is
     * @param progress hears of the cluster and of each release before it is read
     * @return with a problem for everything that could not be listed
     * @throws SourceException when there is no such cluster, or it cannot be reached: the problems say why
     * @throws IllegalArgumentException when the verification has several environments
     */
    Evaluation audit(Verification verification, AuditRequest request, Progress progress) throws SourceException;

    /**
     * The ClusterRole, or Roles, that {@link #audit} needs, as YAML; made from the kinds that the cluster serves.
     *
     * @throws SourceException when there is no such cluster, or it cannot be reached: the problems say why
     */
    String role(Verification verification, AuditRequest request) throws SourceException;
}
