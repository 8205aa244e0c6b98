package io.github.akspolicy.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests that are in memory.
 *
 * @param namespace see {@link Release#namespace()}
 * @param files handed over in this order
 * @param values of charts, handed over behind the files
 */
public record ManifestTexts(
        ReleaseId id, @Nullable String namespace, List<ManifestFile> files, List<ChartValues> values)
        implements Release {
    public ManifestTexts {
        files = List.copyOf(files);
        values = List.copyOf(values);
    }

    /** Manifests that no chart made. */
    public ManifestTexts(ReleaseId id, @Nullable String namespace, List<ManifestFile> files) {
        this(id, namespace, files, List.of());
    }

    @Override
    public void read(Receiver receiver) {
        files.forEach(receiver::file);
        values.forEach(receiver::values);
    }
}
