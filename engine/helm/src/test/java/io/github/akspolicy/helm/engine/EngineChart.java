package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chart of a test where Helm can read it. */
final class EngineChart {
    private final Path folder;
    private final List<Path> values = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    EngineChart() {
        try {
            folder = RunFolder.create("test").path();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    }

    EngineChart file(String path, String content) {
        return bytes(path, content.getBytes(StandardCharsets.UTF_8));
    }

    EngineChart bytes(String path, byte[] content) {
        write(folder.resolve("chart").resolve(path), content);
        files.put(path, content);
        return this;
    }

    EngineChart values(String content) {
        Path file = folder.resolve("values-" + values.size() + ".yaml");
        write(file, content.getBytes(StandardCharsets.UTF_8));
        values.add(file);
        return this;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder.resolve("chart");
    }

    Map<String, byte[]> files() {
        return files;
    }

    HelmCall call() {
        return new HelmCall(path(), "release", "default", "1.30.0", values, List.of());
    }
}
