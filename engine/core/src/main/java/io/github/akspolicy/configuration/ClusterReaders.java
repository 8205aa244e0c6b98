package io.github.akspolicy.configuration;

import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the reader of cluster definitions when the first definition asks for it. */
final class ClusterReaders {
    private final ClassLoader loader;
    private final Problems problems;
    private boolean looked;
    private boolean reported;
    private @Nullable ClusterReader reader;
    private String broken = "";

    ClusterReaders(ClassLoader loader, Problems problems) {
        this.loader = loader;
        this.problems = problems;
    }

    /**
     * The reader, or null when there is none, which is reported once.
     *
     * @param cluster the entry that needs it
     */
    @Nullable
    ClusterReader get(SourceLocation cluster) {
        ClusterReader found = find();
        if (found == null && !reported) {
            reported = true;
            problems.add(new Problem(
                    "cluster definitions cannot be read: "
                            + (broken.isEmpty() ? "there is no reader of them on the class path" : broken),
                    cluster,
                    broken.isEmpty() ? "add io.github.akspolicy:aks-policy-cluster" : ""));
        }
        return found;
    }

    /** The reader, or null when there is none: for those who can do without. */
    @Nullable
    ClusterReader find() {
        if (!looked) {
            looked = true;
            try {
                reader = ServiceLoader.load(ClusterReader.class, loader)
                        .findFirst()
                        .orElse(null);
            } catch (ServiceConfigurationError e) {
                broken = String.valueOf(e.getMessage());
            }
        }
        return reader;
    }
}
