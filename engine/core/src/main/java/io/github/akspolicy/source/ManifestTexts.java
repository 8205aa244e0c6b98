package io.github.akspolicy.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests that are in memory.
 *
 * @param namespace see {@link Release#namespace()}
 * @param files handed over in this order
 */
public record ManifestTexts(ReleaseId id, @Nullable String namespace, List<ManifestFile> files) implements Release {
    public ManifestTexts {
        files = List.copyOf(files);
    }

    @Override
    public void read(Receiver receiver) {
        files.forEach(receiver::file);
    }
}
