package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ContentDigest;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.GeneratedFile;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestFolder;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The manifests of a scanned directory: each content once, since a copy in another folder makes no other findings, and those apart
 * that a tool says it writes.
 */
final class ScannedManifests {
    private final Workspace workspace;
    private final Map<String, String> firsts = new HashMap<>();
    /** The files that say the same as another one, by its path. */
    private final Map<String, List<String>> copies = new TreeMap<>();

    private final List<Path> written = new ArrayList<>();
    private final Map<String, List<Path>> generated = new TreeMap<>();

    ScannedManifests(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Enters a manifest. Of several that say the same the first one is evaluated. */
    void add(Path path, ManifestFile file) {
        // the same text is read in another way as JSON
        String content = file.path().endsWith(".json") + file.text();
        String first = firsts.putIfAbsent(ContentDigest.of(content.getBytes(StandardCharsets.UTF_8)), file.path());
        if (first != null) {
            copies.computeIfAbsent(first, unused -> new ArrayList<>()).add(file.path());
            return;
        }
        Optional<String> tool = GeneratedFile.tool(file.text());
        tool.map(name -> generated.computeIfAbsent(name, unused -> new ArrayList<>()))
                .orElse(written)
                .add(path);
    }

    /** Enters a file that only its reader can say what is wrong with. */
    void add(Path path) {
        written.add(path);
    }

    /** Whether there are none, neither written nor generated. */
    boolean isEmpty() {
        return written.isEmpty() && generated.isEmpty();
    }

    /** Those that people write. */
    List<Path> written() {
        return written;
    }

    /** What a reader should know of copies; empty when there are none. */
    List<String> notes() {
        if (copies.isEmpty()) {
            return List.of();
        }
        Map.Entry<String, List<String>> example = copies.entrySet().iterator().next();
        long number = copies.values().stream().mapToLong(List::size).sum();
        return List.of(number
                + (number == 1
                        ? " file says the same as another one and is not evaluated again: "
                        : " files say the same as others and are not evaluated again, such as ")
                + example.getValue().get(0) + " and " + example.getKey());
    }

    /**
     * A release for the files of each tool.
     *
     * @param environment the name of the environment that they count in
     */
    List<PlannedRelease> generated(String environment) {
        var releases = new ArrayList<PlannedRelease>();
        generated.forEach((tool, files) -> {
            var content = new FolderWalk(files, List.of(), List.of());
            var folder = new ManifestFolder(
                    GeneratedFile.release(environment, tool), null, () -> content, ReadLimits.DEFAULT, workspace);
            releases.add(new PlannedRelease(
                    folder.scanned(List.of(), List.of(), file -> part(file, Role.GENERATED)),
                    "manifests",
                    null,
                    List.of()));
        });
        return releases;
    }

    /** What of a file that people write is evaluated, with the places of its copies. */
    ManifestFile part(ManifestFile file) {
        return part(file, Role.MANIFEST);
    }

    private ManifestFile part(ManifestFile file, Role role) {
        ManifestFile rendered = ScannedTemplates.rendered(file);
        List<String> others = copies.getOrDefault(file.path(), List.of());
        return role == Role.MANIFEST && others.isEmpty()
                ? rendered
                : new ManifestFile(
                        rendered.path(), rendered.text(), place -> origin(rendered.path(), place, role, others));
    }

    private static Origin origin(String path, Place place, Role role, List<String> others) {
        int line = place.key().line();
        int column = place.key().column();
        return new Origin(
                new SourceLocation(path, line, column, role),
                others.stream()
                        .map(copy -> new SourceLocation(copy, line, column, Role.COPY))
                        .toList(),
                List.of(),
                false);
    }
}
