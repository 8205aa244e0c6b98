package io.github.akspolicy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command line, run as people run it, and a repository for it. */
final class Packaged {
    private Packaged() {}

    /** What a process did. */
    record Run(int code, String out, String err, long millis) {}

    /** The jar with everything in it. */
    static Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "aks-policy-*-all.jar")) {
            return jars.iterator().next().toAbsolutePath();
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Run run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("aks-policy", ".out");
        Path err = Files.createTempFile("aks-policy", ".err");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("JAVA_TOOL"));
            builder.environment().putAll(environment);
            long begin = System.nanoTime();
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command + " does not end");
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8),
                    millis);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** A chart that lacks what recommended asks for, and a privileged pod. */
    static Path repository(Path folder) throws IOException {
        write(folder, ".git/HEAD", "");
        write(folder, "k8s/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec: {containers: [{name: web, image: "web:1", securityContext: {privileged: true}}]}
                """);
        write(folder, "shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write(folder, "shop/values.yaml", "podSecurityContext: {}\n");
        write(folder, "shop/templates/shop.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: {{ .Release.Name }}}
                spec:
                  template:
                    spec:
                      {{- with .Values.podSecurityContext }}
                      securityContext: {{- toYaml . | nindent 8 }}
                      {{- end }}
                      containers: [{name: shop, image: "shop:1"}]
                """);
        return folder;
    }

    static void write(Path folder, String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    /** Runs the goal over the repository, and gives its report. */
    static String reportOfGoal(Path repository, Path reports) throws Exception {
        Goal.run("scan", repository, Map.of("aks-policy.reportDirectory", reports.toString()));
        return Files.readString(reports.resolve("aks-policy.json"));
    }
}
