package io.github.akspolicy.cli;

import io.github.akspolicy.files.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * Makes a folder that runs on this platform without a JDK: a Java runtime of the modules that are needed (jlink), the command line,
 * a launcher, and an archive of the classes that a run loads (AppCDS), which takes half of the start.
 *
 * <pre>java -cp aks-policy-VERSION-all.jar io.github.akspolicy.cli.ImageBuilder FOLDER</pre>
 */
public final class ImageBuilder {
    /**
     * What jdeps finds in the jar, and behind it what is found by name only: elliptic curves of signatures and TLS, and what the
     * native access of Helm's process needs.
     */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.desktop",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.security.jgss",
            "java.sql",
            "jdk.crypto.ec",
            "jdk.unsupported");

    /** For a process that is over in a second: the first compiler, the smallest collector, nothing left in temporary folders. */
    static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto");

    private static final long PATIENCE_SECONDS = 120;

    private final Path image;
    private final Path jar;

    private ImageBuilder(Path image, Path jar) {
        this.image = image;
        this.jar = jar;
    }

    /** @param arguments the folder to make */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println(
                    "Usage: java -cp aks-policy-VERSION-all.jar " + ImageBuilder.class.getName() + " FOLDER");
            System.exit(CommandLineTool.ERROR);
        }
        build(Path.of(arguments[0]).toAbsolutePath(), ownJar());
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(ImageBuilder.class.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toURI());
    }

    /**
     * Makes it.
     *
     * @param image a folder that is not there
     * @param jar the command line with its libraries
     * @throws IOException when a step fails; the message says which, and why
     */
    static void build(Path image, Path jar) throws IOException, InterruptedException {
        if (Files.exists(image)) {
            throw new IOException(image + " is there already");
        }
        var builder = new ImageBuilder(image, jar);
        builder.link();
        builder.copy();
        builder.archive();
    }

    private void link() throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("this Java runtime has no jlink: run it with a JDK"));
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        int code = jlink.run(
                out,
                out,
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString());
        if (code != 0) {
            throw new IOException("jlink failed: " + said);
        }
    }

    private Path java() {
        Path unix = image.resolve("bin/java");
        return Files.exists(unix) ? unix : image.resolve("bin/java.exe");
    }

    private Path library() {
        return image.resolve("lib").resolve("aks-policy");
    }

    private void copy() throws IOException {
        Files.createDirectories(library());
        Files.copy(jar, library().resolve("aks-policy.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String launcher : List.of("aks-policy", "aks-policy.cmd")) {
            Path file = image.resolve("bin").resolve(launcher);
            try (InputStream text = ImageBuilder.class.getResourceAsStream(launcher + ".txt")) {
                String script =
                        new String(Objects.requireNonNull(text, launcher).readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(file, script.replace("@options@", String.join(" ", JVM_OPTIONS)));
            }
            if (!file.toFile().setExecutable(true, false)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    /** The classes of the JDK first, then those of a run over a chart and a manifest. */
    private void archive() throws IOException, InterruptedException {
        run(List.of("-Xshare:dump"), List.of(), image, 0);
        try (var folder = ScratchFolder.create("image")) {
            Path repository = folder.path();
            Files.createDirectories(repository.resolve(".git"));
            write(repository, "pod.yaml", """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec: {containers: [{name: web, image: "web:1"}]}
                    """);
            write(repository, "chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
            write(repository, "chart/values.yaml", "replicas: 2\n");
            write(repository, "chart/templates/web.yaml", """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: {{ .Release.Name }}
                      labels: {{- toYaml (dict "app" "web") | nindent 4 }}
                    spec:
                      replicas: {{ .Values.replicas }}
                      template:
                        spec:
                          {{- with .Values.podSecurityContext }}
                          securityContext: {{- toYaml . | nindent 8 }}
                          {{- end }}
                          containers: [{name: web, image: "web:1"}]
                    """);
            archiveClassesOf(repository);
        }
    }

    /**
     * A static archive: it has classes of the format of Java 5, as picocli's are, and objects of the JDK, which the one that a JVM
     * leaves at its end (ArchiveClassesAtExit) has not.
     */
    private void archiveClassesOf(Path repository) throws IOException, InterruptedException {
        Path classes = repository.resolve(".git/classes");
        List<String> program =
                List.of("-jar", library().resolve("aks-policy.jar").toString(), "scan");
        var options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + classes));
        run(options, program, repository, CommandLineTool.FINDINGS);
        // only this collector can write objects; others read them
        options = new ArrayList<>(List.of("-XX:+UseG1GC", "-Xshare:dump"));
        options.add("-XX:SharedClassListFile=" + classes);
        options.add("-XX:SharedArchiveFile=" + library().resolve("aks-policy.jsa"));
        run(options, program, repository, 0);
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private void run(List<String> options, List<String> program, Path folder, int expected)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(java().toString());
        command.addAll(options);
        command.addAll(program);
        Path log = Files.createTempFile("aks-policy-image", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
            if (process.exitValue() != expected) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                        + Files.readString(log));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
