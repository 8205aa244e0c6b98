package io.github.akspolicy.helm.fuzz;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A generated chart and how to render it. */
final class FuzzChart {
    /** The files by path: those of the chart below {@code chart/}. */
    final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Symbolic links by path. */
    final Map<String, String> links = new LinkedHashMap<>();

    final List<String> values = new ArrayList<>();
    final List<String> sets = new ArrayList<>();

    /** What is out of the ordinary; empty for a chart as people write it. */
    final TreeSet<String> oddities = new TreeSet<>();

    /** Whether only what people write is in it. */
    boolean ordinary;

    /** Whether it is an archive. */
    boolean packed;

    /** The chart as an archive; null for a folder. */
    byte @Nullable [] archive;

    /** The folders of dependencies with a file:// repository that are not in charts/ yet. */
    final List<String> locals = new ArrayList<>();

    /** Whether a render may ask a cluster. */
    boolean looksUp;

    void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes everything; a file that the system cannot have is left out. */
    void write(Path workspace) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                Path path = workspace.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.write(path, file.getValue());
            } catch (InvalidPathException | java.nio.file.FileSystemException e) {
                // a file where a folder is, or the other way round
                continue;
            }
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            Path path = workspace.resolve(link.getKey());
            Files.createDirectories(path.resolveSibling(""));
            if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(path, Path.of(link.getValue()));
            }
        }
        if (archive != null) {
            Files.write(workspace.resolve("chart.tgz"), archive);
        }
        for (int i = 0; i < values.size(); i++) {
            Files.writeString(workspace.resolve("values" + i + ".yaml"), values.get(i));
        }
    }

    /** The request that renders it in a workspace. */
    ChartRequest request(Path workspace) {
        var valuesFiles = new ArrayList<Path>();
        for (int i = 0; i < values.size(); i++) {
            valuesFiles.add(workspace.resolve("values" + i + ".yaml"));
        }
        var at = new SourceLocation("aks-policy.yaml", 1, 1, Role.CONFIGURATION);
        List<SetValue> setValues = sets.stream()
                .map(set -> new SetValue(
                        SetValue.Type.SET, set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1), at))
                .toList();
        return new ChartRequest(
                workspace.resolve(archive == null ? "chart" : "chart.tgz"),
                "release",
                "default",
                ChartRequest.DEFAULT_KUBE_VERSION,
                KnownApis.ofHelm(List.of()),
                valuesFiles,
                setValues,
                true,
                true,
                List.of(),
                new Workspace(workspace));
    }
}
