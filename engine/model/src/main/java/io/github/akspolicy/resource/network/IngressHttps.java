package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of an Ingress to judge whether it serves HTTPS, and only that.
 *
 * @param className the class that it names, or null when it names none
 * @param classPlace where the class is, or would be
 * @param hasTls whether it has any TLS entry
 * @param tlsPlace where the TLS entries are, or would be
 * @param hostsWithoutTls the hosts of rules that no TLS entry is for
 * @param hostsWithoutExactTls the hosts of rules, set or not, that no TLS entry lists, where one lists hosts
 * @param secretsWithoutName where the TLS entries would name a Secret that name none
 * @param hasHostsOnly whether it has rules, and none is for every host
 * @param annotations those of {@link #ANNOTATIONS}, set or not, by key
 */
public record IngressHttps(
        @Nullable String className,
        Place classPlace,
        boolean hasTls,
        Place tlsPlace,
        List<Place> hostsWithoutTls,
        List<Place> hostsWithoutExactTls,
        List<Place> secretsWithoutName,
        boolean hasHostsOnly,
        Map<String, Annotation> annotations) {
    /** Makes nginx redirect to HTTPS, also where it has no certificate of its own. */
    public static final String FORCE_REDIRECT = "nginx.ingress.kubernetes.io/force-ssl-redirect";

    /** Keeps nginx from redirecting the hosts that have TLS when it is {@code "false"}. */
    public static final String REDIRECT = "nginx.ingress.kubernetes.io/ssl-redirect";

    /** Makes the application gateway take a certificate that is installed in it. */
    public static final String GATEWAY_CERTIFICATE = "appgw.ingress.kubernetes.io/appgw-ssl-certificate";

    /** Makes the application routing of AKS take the certificate from a Key Vault. */
    public static final String VAULT_CERTIFICATE = "kubernetes.azure.com/tls-cert-keyvault-uri";

    /** Names the Secret with the CA of clients, which nginx asks for over TLS. */
    public static final String CLIENT_CA = "nginx.ingress.kubernetes.io/auth-tls-secret";

    /** Makes nginx pass TLS on to the pods when it is {@code "true"}. */
    public static final String PASSTHROUGH = "nginx.ingress.kubernetes.io/ssl-passthrough";

    private static final List<String> ANNOTATIONS = List.of(
            FORCE_REDIRECT,
            REDIRECT,
            GATEWAY_CERTIFICATE,
            VAULT_CERTIFICATE,
            CLIENT_CA,
            PASSTHROUGH,
            Ingress.CLASS_ANNOTATION);

    /**
     * An annotation, set or not.
     *
     * @param text its value; null when it is not set
     * @param place where it is, or would be
     */
    public record Annotation(String key, @Nullable String text, Place place) {
        /** Whether it is set to this text. */
        public boolean is(String value) {
            return value.equals(text);
        }
    }

    /** The facts of a resource: one for an Ingress, none for other kinds. */
    public static List<IngressHttps> of(Resource resource) {
        return Ingress.VIEW.in(resource).stream().map(IngressHttps::of).toList();
    }

    private static IngressHttps of(Ingress ingress) {
        Field tls = ingress.spec().get("tls");
        Stream<Field> hosts = ingress.rules().stream().map(rule -> rule.get("host"));
        return new IngressHttps(
                ingress.className().string(),
                ingress.className().place(),
                !ingress.tls().isEmpty(),
                tls.place(),
                hosts.filter(Field::isPresent)
                        .filter(host -> !ingress.hasTlsFor(host.written()))
                        .map(Field::place)
                        .toList(),
                ingress.rules().stream()
                        .map(rule -> rule.get("host"))
                        .filter(host -> !ingress.hasExactTlsFor(host.written()))
                        .map(Field::place)
                        .toList(),
                ingress.tls().stream()
                        .map(entry -> entry.get("secretName"))
                        .filter(name -> name.written().isEmpty())
                        .map(Field::place)
                        .toList(),
                !ingress.rules().isEmpty()
                        && ingress.rules().stream()
                                .noneMatch(
                                        rule -> rule.get("host").writtenText().isEmpty()),
                ANNOTATIONS.stream()
                        .map(ingress::annotation)
                        .map(field -> new Annotation(field.key(), field.text(), field.place()))
                        .collect(Collectors.toMap(Annotation::key, Function.identity())));
    }

    /** One of the annotations that are constants here. */
    public Annotation annotation(String key) {
        Annotation annotation = annotations.get(key);
        if (annotation == null) {
            throw new IllegalArgumentException("the annotation " + key + " is not collected");
        }
        return annotation;
    }
}
