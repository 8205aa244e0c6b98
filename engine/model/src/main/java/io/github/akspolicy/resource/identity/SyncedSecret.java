package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code secretObjects}: a Kubernetes Secret that the Secrets Store CSI driver makes while a pod mounts the
 * class.
 *
 * @param secret namespace and name of the Secret; the name is empty when it is not set
 * @param name where its name is
 * @param type its type
 * @param keys its keys with the files that fill them
 * @param providerClass the class that makes it
 * @param files the files that the class mounts; null when they cannot be told
 * @param place the entry
 */
public record SyncedSecret(
        NamespacedName secret,
        Place name,
        LocatedText type,
        List<Key> keys,
        NamespacedName providerClass,
        @Nullable Set<String> files,
        Place place)
        implements SecretSync {
    /**
     * One entry of {@code data}.
     *
     * @param key the key of the Secret
     * @param object the file, by {@code objectName}
     */
    public record Key(LocatedText key, LocatedText object) {}

    /** The facts of a resource: one for each Secret that a SecretProviderClass makes. */
    public static List<SyncedSecret> of(Resource resource) {
        return SecretProviderClass.of(resource).stream()
                .flatMap(provider -> provider.secretObjects().stream().map(entry -> of(provider, entry)))
                .toList();
    }

    private static SyncedSecret of(SecretProviderClass provider, Field entry) {
        Resource resource = provider.resource();
        Field name = entry.get("secretName");
        return new SyncedSecret(
                new NamespacedName(resource.namespace(), name.stringOr("").strip()),
                name.place(),
                LocatedText.of(entry.get("type")),
                entry.get("data").items().stream()
                        .map(item -> new Key(LocatedText.of(item.get("key")), LocatedText.of(item.get("objectName"))))
                        .toList(),
                NamespacedName.of(resource),
                provider.isAzure() ? provider.files() : null,
                entry.place());
    }
}
