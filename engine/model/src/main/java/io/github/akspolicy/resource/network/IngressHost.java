package io.github.akspolicy.resource.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a rule of an Ingress.
 *
 * @param ingress the Ingress
 * @param className the class that it names, or null when it names none
 * @param host the host; empty for every host
 * @param place where the host is, or would be
 * @param paths the paths of that host that the rule takes
 */
public record IngressHost(ResourceId ingress, @Nullable String className, String host, Place place, List<Path> paths) {
    /**
     * A path that a rule takes.
     *
     * @param path {@code /} when none is written
     * @param type how it is compared; empty when not written
     * @param place where the path is, or would be
     */
    public record Path(String path, String type, Place place) {
        /** Whether two rules take the same requests by these paths. */
        public boolean isSame(Path other) {
            return path.equals(other.path) && type.equals(other.type);
        }
    }

    /** ingress-nginx and its descendants send some requests of another Ingress elsewhere by an Ingress of the same host. */
    private static final String CANARY = "nginx.ingress.kubernetes.io/canary";

    /** The facts of a resource: one for each rule of an Ingress. */
    public static List<IngressHost> of(Resource resource) {
        return Ingress.VIEW.in(resource).stream()
                .filter(ingress -> !"true".equals(ingress.annotation(CANARY).string()))
                .flatMap(ingress -> ingress.rules().stream().map(rule -> of(ingress, rule)))
                .toList();
    }

    private static IngressHost of(Ingress ingress, Field rule) {
        Field host = rule.get("host");
        List<Field> paths = rule.at("http", "paths").items();
        return new IngressHost(
                ingress.resource().id(),
                ingress.className().string(),
                host.written(),
                host.place(),
                paths.isEmpty()
                        ? List.of(new Path("/", "", host.place()))
                        : paths.stream().map(IngressHost::path).toList());
    }

    private static Path path(Field item) {
        Field path = item.get("path");
        String text = path.written();
        return new Path(text.isEmpty() ? "/" : text, item.get("pathType").stringOr(""), path.place());
    }
}
