package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * An Ingress.
 *
 * @param resource the object
 */
public record Ingress(Resource resource) {
    /**
     * The Ingresses, also those of the old API group and those that name the version only, as if it were of the core group:
     * manifests that must be mended for another reason must not pass unseen.
     */
    public static final ViewType<Ingress> VIEW = new ViewType<>(
            "ingress",
            Kinds.of("networking.k8s.io", "Ingress")
                    .or(Kinds.of("extensions", "Ingress"))
                    .or(Kinds.of("", "Ingress")),
            resource -> List.of(new Ingress(resource)));

    /** What names the class in old manifests. */
    public static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

    public Field spec() {
        return resource.root().get("spec");
    }

    /** The class: {@code spec.ingressClassName}, else the annotation that came before it. Absent when neither is set. */
    public Field className() {
        Field name = spec().get("ingressClassName");
        Field annotation = annotation(CLASS_ANNOTATION);
        return name.isPresent() || !annotation.isPresent() ? name : annotation;
    }

    public List<Field> rules() {
        return spec().get("rules").items();
    }

    public List<Field> tls() {
        return spec().get("tls").items();
    }

    public Field annotations() {
        return resource.root().at("metadata", "annotations");
    }

    public Field annotation(String key) {
        return annotations().get(key);
    }

    /** The application gateway's controller knows no wildcards: an entry is for the hosts it lists, or for all. */
    boolean hasExactTlsFor(String host) {
        return tls().stream()
                .map(entry -> hosts(entry))
                .anyMatch(hosts -> hosts.isEmpty() || hosts.contains(host) || hosts.contains(""));
    }

    /** Whether a TLS entry covers a host: exactly, by a wildcard for its first label, or by naming no host at all. */
    public boolean hasTlsFor(String host) {
        int dot = host.indexOf('.');
        String wildcard = dot < 0 ? host : "*" + host.substring(dot);
        return tls().stream()
                .map(entry -> hosts(entry))
                .anyMatch(hosts -> hosts.isEmpty() || hosts.contains(host) || hosts.contains(wildcard));
    }

    /** Hosts are compared with those of rules as they are written. */
    private static List<String> hosts(Field tls) {
        return tls.get("hosts").items().stream().map(Field::written).toList();
    }
}
