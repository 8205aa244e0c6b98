package io.github.akspolicy.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that {@code .ci/release} wrote: a Maven repository with one version of each published artifact. */
record ReleaseFolder(Path root) {
    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    private static final Pattern PACKAGING = Pattern.compile("<packaging>([^<]+)</packaging>");

    /** Ends of files that say something about another file. */
    private static final Pattern ABOUT_ANOTHER = Pattern.compile(".*\\.(asc|md5|sha1)");

    /** One artifact: its name, the folder of its version, and whether it has an archive. */
    record Artifact(String name, Path folder, boolean archive) {
        String version() {
            return folder.getFileName().toString();
        }

        Path file(String end) {
            return folder.resolve(name + "-" + version() + end);
        }

        String text(String end) {
            return ReleaseFolder.text(file(end));
        }

        /** What is published, without signatures and checksums. */
        List<Path> files() {
            return list(folder).stream()
                    .filter(file -> !ABOUT_ANOTHER.matcher(file.toString()).matches())
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What the modules of the sources say that they publish, by name of the artifact; true: it has an archive. */
    static TreeMap<String, Boolean> published() {
        var found = new TreeMap<String, Boolean>();
        collect(SOURCES, found);
        return found;
    }

    private static void collect(Path folder, TreeMap<String, Boolean> found) {
        String pom = text(folder.resolve("pom.xml"));
        if (pom.contains("<maven.deploy.skip>true</maven.deploy.skip>")) {
            return;
        }
        List<String> modules =
                MODULE.matcher(pom).results().map(match -> match.group(1)).toList();
        for (String module : modules) {
            collect(folder.resolve(module), found);
        }
        if (modules.isEmpty()) {
            Matcher artifact = ARTIFACT.matcher(pom.substring(Math.max(0, pom.indexOf("</parent>"))));
            Matcher packaging = PACKAGING.matcher(pom);
            if (artifact.find()) {
                found.put(
                        artifact.group(1),
                        !(packaging.find() && packaging.group(1).equals("pom")));
            }
        }
    }

    /** The artifacts that are there. */
    List<Artifact> artifacts() {
        var published = published();
        var found = new ArrayList<Artifact>();
        for (Path folder : list(root.resolve("io/github/akspolicy"))) {
            String name = folder.getFileName().toString();
            for (Path version : list(folder)) {
                found.add(new Artifact(name, version, published.getOrDefault(name, true)));
            }
        }
        return found;
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
