package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code helm} binary, shut off from the user's repositories, plugins, settings and cluster. */
final class BinaryHelm implements HelmEngine {
    private final Path binary;

    BinaryHelm(Path binary) {
        this.binary = binary;
    }

    @Override
    public String template(HelmCall call) throws HelmFailure {
        HelmAnswer answer = run(command(call));
        if (answer.failed()) {
            throw new HelmFailure(answer.error());
        }
        return answer.output();
    }

    @Override
    public HelmAnswer templateDebug(HelmCall call) throws HelmFailure {
        List<String> command = command(call);
        // where a file is not YAML, hooks are among what every template wrote and would be printed twice
        command.addAll(List.of("--debug", "--no-hooks"));
        return run(command);
    }

    @Override
    public HelmAnswer offline(HelmCall call) throws HelmFailure {
        return run(command(call));
    }

    @Override
    public Path pack(Path chart, Path destination) throws HelmFailure {
        HelmAnswer answer =
                run(List.of(binary.toString(), "package", chart.toString(), "--destination", destination.toString()));
        if (answer.failed()) {
            throw new HelmFailure(answer.error());
        }
        return only(destination);
    }

    /** The one file of a folder. */
    static Path only(Path folder) throws HelmFailure {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> HelmFailure.ofEngine("helm package wrote no archive"));
        } catch (IOException e) {
            throw HelmFailure.ofEngine("the archive of helm package cannot be read: " + e.getMessage());
        }
    }

    private List<String> command(HelmCall call) {
        var command = new ArrayList<String>(List.of(
                binary.toString(),
                "template",
                call.releaseName(),
                call.chart().toString(),
                "--namespace",
                call.namespace(),
                "--kube-version",
                call.kubeVersion()));
        call.valuesFiles().forEach(file -> command.addAll(List.of("--values", file.toString())));
        call.integers().forEach(pair -> command.addAll(List.of("--set", pair)));
        return command;
    }

    private HelmAnswer run(List<String> command) throws HelmFailure {
        try (ScratchFolder scratch = ScratchFolder.create("helm")) {
            Path home = scratch.path();
            Path out = home.resolve("out");
            Path err = home.resolve("err");
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            isolate(builder.environment(), home);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(HelmEngines.timeoutSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw HelmEngines.tookTooLong();
            }
            String output = text(out);
            return new HelmAnswer(output, process.exitValue() == 0 ? "" : HelmMessages.clean(errors(text(err))));
        } catch (IOException e) {
            throw HelmFailure.ofEngine("helm cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HelmFailure.ofEngine("interrupted");
        }
    }

    /** What Helm writes may hold bytes that are not UTF-8. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void isolate(Map<String, String> environment, Path home) {
        environment.keySet().removeIf(name -> name.startsWith("HELM_") || name.equals("KUBERNETES_SERVICE_HOST"));
        environment.put("HELM_CONFIG_HOME", home.resolve("config").toString());
        environment.put("HELM_CACHE_HOME", home.resolve("cache").toString());
        environment.put("HELM_DATA_HOME", home.resolve("data").toString());
        environment.put("KUBECONFIG", home.resolve("none").toString());
    }

    /** The error without warnings that precede it. */
    private static String errors(String text) {
        int error = text.lastIndexOf("\nError: ");
        return error < 0 ? text : text.substring(error + 1);
    }

    @Override
    public String describe() {
        try {
            var process = new ProcessBuilder(binary.toString(), "version", "--short").start();
            process.getOutputStream().close();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return "helm " + version + " at " + binary;
        } catch (IOException e) {
            return "helm at " + binary;
        }
    }
}
