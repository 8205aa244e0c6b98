package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.Caller.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Helm knows of a cluster without one. The lists are of helm 3.17.2 and 4.1.4, read on 2026-12-01. */
public final class DefaultCapabilities {
    private static final List<String> HELM_3 = read("api-versions-helm-3.txt");
    private static final List<String> HELM_4 = read("api-versions-helm-4.txt");

    private DefaultCapabilities() {}

    /** The API versions that {@code helm template} says are served. */
    public static List<String> apiVersions(Dialect dialect) {
        return dialect == Dialect.HELM_3 ? HELM_3 : HELM_4;
    }

    /** The version of Go that Helm says it was built with. */
    static String goVersion(Dialect dialect) {
        return dialect == Dialect.HELM_3 ? "go1.23.7" : "go1.25.9";
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
