package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** A kubeconfig file (k8s.io/client-go/tools/clientcmd/api/v1). */
public final class Kubeconfig {
    public static final ViewType<Kubeconfig> VIEW = new ViewType<>("kubeconfig", Kubeconfig::of);

    /** Placeholders that {@code kubectl config view} prints instead of secrets. */
    private static final List<String> PLACEHOLDERS = List.of("REDACTED", "DATA+OMITTED");

    private final Resource resource;

    private Kubeconfig(Resource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for a kubeconfig. */
    public static List<Kubeconfig> of(Resource resource) {
        return resource.is("", "Config") ? List.of(new Kubeconfig(resource)) : List.of();
    }

    /** The entries of {@code users}. */
    public List<Field> users() {
        return resource.root().get("users").items();
    }

    public List<Field> clusters() {
        return resource.root().get("clusters").items();
    }

    public List<Field> contexts() {
        return resource.root().get("contexts").items();
    }

    /** Whether a field of a user holds a secret: the placeholders of {@code kubectl config view} are none. */
    public static boolean isSecret(Field field) {
        String text = field.text();
        return text != null && !text.isBlank() && !PLACEHOLDERS.contains(text);
    }

    /** The host of a cluster's server in lower case; empty when there is none. */
    public static String host(Field cluster) {
        try {
            String host = new URI(cluster.at("cluster", "server").stringOr("")).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException noUrl) {
            return "";
        }
    }

    /** Whether a cluster's server is an API server of AKS, also of the sovereign clouds. */
    public static boolean isAks(Field cluster) {
        return host(cluster).matches(".*\\.azmk8s\\.io|.*\\.cx\\.aks\\.containerservice\\.azure\\.(us|cn)");
    }

    /** Whether a user is used with a cluster of AKS by some context. */
    public boolean isForAks(Field user) {
        String name = user.get("name").stringOr("");
        return contexts().stream()
                .filter(context -> context.at("context", "user").stringOr("").equals(name))
                .map(context -> context.at("context", "cluster").stringOr(""))
                .anyMatch(cluster -> clusters().stream()
                        .anyMatch(
                                candidate -> candidate.get("name").stringOr("").equals(cluster) && isAks(candidate)));
    }
}
