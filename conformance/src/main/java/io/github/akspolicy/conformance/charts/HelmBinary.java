package io.github.akspolicy.conformance.charts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code helm} binary that serves as the reference: nothing of the user's settings or cluster reaches it. */
final class HelmBinary {
    static final String RELEASE_NAME = "release-name";
    static final String NAMESPACE = "default";

    private static final long TIMEOUT_SECONDS = 120;

    private final Path binary;
    private final Path home;
    private final String version;

    /** @param home an empty folder that serves as the home directory */
    HelmBinary(Path binary, Path home) throws IOException {
        this.binary = binary;
        this.home = home;
        this.version = run(List.of("version", "--short")).stdout().strip().replaceFirst("\\+.*", "");
    }

    /** Such as {@code v3.17.2}. */
    String version() {
        return version;
    }

    /** What a call printed. */
    record Output(int status, String stdout, String stderr) {
        /** The message of the error, without warnings that precede it. */
        String error() {
            int error = stderr.lastIndexOf("Error: ");
            return (error < 0 ? stderr : stderr.substring(error)).strip();
        }
    }

    /** Runs {@code helm template}. */
    Output template(Path chart, @Nullable Path values, String kubeVersion, String... options) throws IOException {
        return template(RELEASE_NAME, chart, values, kubeVersion, options);
    }

    /** Runs {@code helm template} for a release of any name. */
    Output template(String release, Path chart, @Nullable Path values, String kubeVersion, String... options)
            throws IOException {
        var command = new ArrayList<String>(List.of(
                "template", release, chart.toString(), "--namespace", NAMESPACE, "--kube-version", kubeVersion));
        if (values != null) {
            command.addAll(List.of("--values", values.toString()));
        }
        command.addAll(List.of(options));
        return run(command);
    }

    /** Runs {@code helm create}: the chart that many start from. */
    Path create(Path chart) throws IOException {
        Output output = run(List.of("create", chart.toString()));
        if (output.status() != 0) {
            throw new IOException(output.error());
        }
        return chart;
    }

    /** Runs {@code helm dependency update}: packs charts of folders into {@code charts/}. */
    Output updateDependencies(Path chart) throws IOException {
        return run(List.of("dependency", "update", chart.toString()));
    }

    private Output run(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(binary.toString());
        command.addAll(arguments);
        Path out = Files.createTempFile(home, "out", ".yaml");
        Path err = Files.createTempFile(home, "err", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !name.equals("PATH"));
        environment.put("HOME", home.toString());
        environment.put("KUBECONFIG", home.resolve("no-cluster").toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " took longer than " + TIMEOUT_SECONDS + " s");
            }
            return new Output(process.exitValue(), text(out), text(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
