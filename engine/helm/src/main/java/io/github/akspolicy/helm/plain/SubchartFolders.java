package io.github.akspolicy.helm.plain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders and archives below {@code charts/} that Helm may load as charts. */
final class SubchartFolders {
    private SubchartFolders() {}

    /** The folders, those in their {@code charts/} among them. */
    static List<Path> of(Path chart) throws IOException {
        var folders = new ArrayList<Path>();
        for (Path subchart : entries(chart)) {
            // of any other folder Helm must not load a file
            if (Files.isRegularFile(subchart.resolve("Chart.yaml"))) {
                folders.add(subchart);
                folders.addAll(of(subchart));
            }
        }
        return folders;
    }

    /** The archives of a chart, without those of the folders in its {@code charts/}. */
    static List<Path> archives(Path chart) throws IOException {
        return entries(chart).stream()
                .filter(entry -> entry.toString().endsWith(ArchivePrefix.ENDING) && Files.isRegularFile(entry))
                .toList();
    }

    private static List<Path> entries(Path chart) throws IOException {
        Path charts = chart.resolve("charts");
        if (!Files.isDirectory(charts)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(charts)) {
            return entries.filter(entry -> !ArchivePrefix.isHidden(String.valueOf(entry.getFileName())))
                    .toList();
        }
    }
}
