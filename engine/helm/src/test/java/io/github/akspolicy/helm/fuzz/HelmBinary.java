package io.github.akspolicy.helm.fuzz;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SetValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A helm binary with an empty environment. */
record HelmBinary(Path binary) {
    /** What a chart deploys; null when Helm refuses it. */
    @Nullable
    String template(ChartRequest request, Path chart, Path workspace) throws IOException {
        var command = new ArrayList<String>(List.of(
                binary.toString(),
                "template",
                request.releaseName(),
                chart.toString(),
                "--namespace",
                request.namespace(),
                "--kube-version",
                request.kubeVersion(),
                "--include-crds"));
        request.valuesFiles().forEach(file -> command.addAll(List.of("--values", file.toString())));
        for (SetValue set : request.setValues()) {
            command.addAll(List.of("--set", set.key() + "=" + set.value()));
        }
        return run(command, workspace);
    }

    /** Packs a chart into a folder. */
    boolean pack(Path chart, Path target, Path workspace) throws IOException {
        return run(
                        List.of(binary.toString(), "package", chart.toString(), "--destination", target.toString()),
                        workspace)
                != null;
    }

    private static @Nullable String run(List<String> command, Path workspace) throws IOException {
        Path home = Files.createTempDirectory(workspace, "home");
        Path output = home.resolve("out");
        var builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("GOMAXPROCS", "1");
        // it ends before there is much garbage
        builder.environment().put("GOGC", "off");
        try {
            int status = builder.start().waitFor();
            return status == 0 ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
