package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.Caller.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Helm knows of a cluster without one. All is of helm 3.17.2 and 4.1.4, read on 2026-12-01. */
public final class DefaultCapabilities {
    private static final List<String> HELM_3 = read("api-versions-helm-3.txt");
    private static final List<String> HELM_4 = read("api-versions-helm-4.txt");

    private DefaultCapabilities() {}

    /** The API versions that {@code helm template} says are served. */
    public static List<String> apiVersions(Dialect dialect) {
        return dialect.isRecent() ? HELM_4 : HELM_3;
    }

    /**
     * What Helm says of its own build.
     *
     * @param commit the commit that it was built from
     * @param go the version of Go
     * @param kubernetes the version of Kubernetes whose client it has; Helm 3 does not say
     */
    record Build(String commit, String go, String kubernetes) {}

    static Build build(Dialect dialect) {
        return switch (dialect) {
            case HELM_3 -> new Build("cc0bbbd6d6276b83880042c1ecb34087e84d41eb", "go1.23.7", "");
            case HELM_3_20 -> new Build("", "go1.25.10", "");
            case HELM_4 -> new Build("05fa37973dc9e42b76e1d2883494c87174b6074f", "go1.25.9", "v1.35");
        };
    }

    private static List<String> read(String name) {
        try (InputStream in = DefaultCapabilities.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
