package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.worker.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code helm} binary, shut off from the user's repositories, plugins, settings and cluster. */
final class BinaryHelm implements HelmEngine {
    private static final int MAX_VERSION = 200;

    private final Path binary;
    private final BinarySandbox sandbox = BinarySandbox.find();
    private @Nullable String version;

    BinaryHelm(Path binary) {
        // it is run in a folder of its own
        this.binary = binary.toAbsolutePath();
    }

    @Override
    public HelmAnswer render(HelmCall call) throws HelmFailure {
        return run(command(call));
    }

    @Override
    public Path pack(Path chart, Path destination) throws HelmFailure {
        run(List.of(binary.toString(), "package", chart.toString(), "--destination", destination.toString()))
                .accepted();
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
        try (ScratchFolder scratch = RunFolder.create("helm")) {
            Path home = scratch.path();
            Path out = home.resolve("out");
            Path err = home.resolve("err");
            int code = run(command, home, out, ProcessBuilder.Redirect.to(err.toFile()));
            String output = text(out, Frames.MAX_BLOCK);
            // an error may be as long as what the chart renders
            String log = text(err, Frames.MAX_BLOCK);
            if (output.indexOf('\0') >= 0) {
                throw new HelmFailure(HelmMessages.CUT);
            }
            if (code == 0) {
                return new HelmAnswer(output, "", shortened(log), true, true);
            }
            int error = log.lastIndexOf("\nError: ");
            String warnings = error < 0 ? "" : log.substring(0, error + 1);
            String refusal = HelmMessages.clean(log.substring(error + 1));
            if (refusal.isEmpty() || HelmMessages.isCrash(log)) {
                throw HelmFailure.ofEngine(HelmMessages.ending(code, log));
            }
            return new HelmAnswer(output, refusal, shortened(warnings), true, true);
        } catch (IOException e) {
            throw HelmFailure.ofEngine("helm cannot be run: " + e.getMessage());
        }
    }

    private static String shortened(String log) {
        return log.substring(0, Math.min(log.length(), WorkerLog.LIMIT));
    }

    /** The exit code of a run to its end. */
    private int run(List<String> command, Path home, Path out, ProcessBuilder.Redirect errors)
            throws HelmFailure, IOException {
        var builder = new ProcessBuilder(sandbox.wrap(command))
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors);
        isolate(builder.environment(), home);
        Process process = builder.start();
        process.getOutputStream().close();
        try (WorkerWatch watch = WorkerWatch.ofCall(process)) {
            process.waitFor();
            HelmFailure reason = watch.reason();
            if (reason != null) {
                throw reason;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw HelmFailure.ofEngine("interrupted");
        }
    }

    /** What Helm writes may hold bytes that are not UTF-8. */
    private static String text(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit && limit == Frames.MAX_BLOCK) {
                throw new IOException("it wrote more than " + (limit >> 20) + " MiB");
            }
            return new String(bytes, 0, Math.min(limit, bytes.length), StandardCharsets.UTF_8);
        }
    }

    private static void isolate(Map<String, String> environment, Path home) throws IOException {
        WorkerCommand.environment(environment, home);
        // a helm may be a script that starts another
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HELM_CONFIG_HOME", home.resolve("config").toString());
        environment.put("HELM_CACHE_HOME", home.resolve("cache").toString());
        environment.put("HELM_DATA_HOME", home.resolve("data").toString());
    }

    @Override
    public String isolation() {
        return sandbox.description();
    }

    @Override
    public synchronized String version() {
        if (version == null) {
            version = asked();
        }
        return version;
    }

    private String asked() {
        try (ScratchFolder scratch = RunFolder.create("helm")) {
            Path home = scratch.path();
            Path out = home.resolve("version");
            run(List.of(binary.toString(), "version", "--short"), home, out, ProcessBuilder.Redirect.DISCARD);
            return text(out, MAX_VERSION).strip();
        } catch (IOException | HelmFailure e) {
            return "";
        }
    }
}
