package io.github.akspolicy.resource.identity;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose tokens the clusters of an environment hand out.
 *
 * @param known the issuers of the clusters whose issuer is known
 * @param areAllKnown whether there are clusters, and the issuer of each is known
 */
public record ClusterIssuers(Set<String> known, boolean areAllKnown) {
    /** Those of some clusters. */
    public static ClusterIssuers of(Collection<ClusterIdentity> clusters) {
        return new ClusterIssuers(
                clusters.stream()
                        .map(ClusterIdentity::issuer)
                        .filter(LocatedText::isSet)
                        .map(LocatedText::value)
                        .collect(Collectors.toUnmodifiableSet()),
                !clusters.isEmpty()
                        && clusters.stream()
                                .allMatch(cluster -> cluster.issuer().isSet()));
    }
}
