package io.github.akspolicy.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A resource that the API server of Kubernetes takes requests for: a row of the table {@code api-resources.txt}.
 *
 * @param group the empty text for core
 * @param name plural, as rules and requests name it
 * @param kind of its objects; empty for words of requests without objects
 * @param shortName as kubectl takes it, or empty
 * @param subresources without those that every resource may have
 */
public record KubernetesResource(
        String group, String name, Scope scope, String kind, String shortName, Set<String> subresources) {
    /** Where the objects of a resource are. */
    public enum Scope {
        NAMESPACED,
        CLUSTER,
        /** Of a word without objects, or of a group that was removed. */
        NONE
    }

    /** All of them, in the order of the table. */
    public static final List<KubernetesResource> ALL =
            DataTable.lines(KubernetesResource.class, "api-resources.txt").stream()
                    .map(KubernetesResource::of)
                    .toList();

    /** The kinds in no namespace; also those of add-ons that AKS brings, and Config, a kubeconfig, which no API server takes. */
    private static final Set<String> CLUSTER_KINDS = Stream.concat(
                    ALL.stream()
                            .filter(resource -> resource.scope() == Scope.CLUSTER)
                            .map(resource -> resource.group() + ' ' + resource.kind()),
                    Stream.of(
                            " Config",
                            "cert-manager.io ClusterIssuer",
                            "gateway.networking.k8s.io GatewayClass",
                            "kyverno.io ClusterCleanupPolicy",
                            "kyverno.io ClusterPolicy",
                            "templates.gatekeeper.sh ConstraintTemplate"))
            .collect(Collectors.toUnmodifiableSet());

    private static KubernetesResource of(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        String scope = word(words, 2);
        String subresources = word(words, 5);
        return new KubernetesResource(
                words.get(0).equals("core") ? "" : words.get(0),
                words.get(1),
                switch (scope) {
                    case "namespaced" -> Scope.NAMESPACED;
                    case "cluster" -> Scope.CLUSTER;
                    default -> Scope.NONE;
                },
                word(words, 3),
                word(words, 4),
                subresources.isEmpty() ? Set.of() : Set.of(subresources.split(",")));
    }

    private static String word(List<String> words, int index) {
        return index >= words.size() || words.get(index).equals("-") ? "" : words.get(index);
    }

    /** Whether the objects of a kind are in no namespace for certain; an unknown kind counts as namespaced. */
    public static boolean isOfTheCluster(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return CLUSTER_KINDS.contains(group + ' ' + kind) || group.equals("constraints.gatekeeper.sh");
    }
}
