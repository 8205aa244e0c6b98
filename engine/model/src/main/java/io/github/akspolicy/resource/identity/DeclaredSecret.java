package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * A Secret or ConfigMap that the sources hold, with the names of its keys and none of its values.
 *
 * @param kind {@code Secret} or {@code ConfigMap}
 * @param secret namespace and name
 * @param place the object's name
 * @param keys its keys
 */
public record DeclaredSecret(String kind, NamespacedName secret, Place place, List<Key> keys) {
    /**
     * A key.
     *
     * @param name the key
     * @param place where it is written
     */
    public record Key(String name, Place place) {}

    /** The facts of a resource: one for a Secret, none for other kinds. */
    public static List<DeclaredSecret> ofSecrets(Resource resource) {
        return resource.is("", "Secret") ? List.of(of(resource)) : List.of();
    }

    /** The facts of a resource: one for a Secret or ConfigMap, none for other kinds. */
    public static List<DeclaredSecret> ofEither(Resource resource) {
        return resource.is("", "Secret") || resource.is("", "ConfigMap") ? List.of(of(resource)) : List.of();
    }

    private static DeclaredSecret of(Resource resource) {
        var keys = new ArrayList<Key>();
        for (String map : List.of("data", "stringData", "binaryData")) {
            for (Field entry : resource.root().get(map).fields()) {
                keys.add(new Key(entry.key(), entry.place()));
            }
        }
        return new DeclaredSecret(
                resource.kind(),
                NamespacedName.of(resource),
                resource.root().at("metadata", "name").place(),
                List.copyOf(keys));
    }

    /** What a pod names it by. */
    public static String key(String kind, NamespacedName name) {
        return kind + " " + name.namespace() + "/" + name.name();
    }
}
