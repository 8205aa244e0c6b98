package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SetValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The helm binaries that slow tests compare with: {@code helm3} and {@code helm4} of {@code -Daks-policy.helm-binaries=FOLDER},
 * else those that {@code fetch-helm.sh} of conformance fetches.
 */
public final class HelmBinaries {
    private static @Nullable Path folder;

    private HelmBinaries() {}

    /** The folder of both, fetched at the first question; a test that needs them fails without. */
    public static synchronized Path folder() throws IOException, InterruptedException {
        Path known = folder;
        if (known != null) {
            return known;
        }
        String given = System.getProperty("aks-policy.helm-binaries", "");
        Path found = Path.of(given.isEmpty() ? "target/helm" : given).toAbsolutePath();
        if (given.isEmpty()) {
            Path script = Path.of("../../conformance/src/main/scripts/fetch-helm.sh");
            Process fetching = new ProcessBuilder("sh", script.toString(), found.toString())
                    .redirectErrorStream(true)
                    .start();
            // not its own output: Surefire listens to that of this process
            String said = new String(fetching.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(fetching.waitFor())
                    .as("fetch-helm.sh; or name a folder: -Daks-policy.helm-binaries: %s", said)
                    .isZero();
        }
        assertThat(found.resolve("helm3")).isExecutable();
        assertThat(found.resolve("helm4")).isExecutable();
        folder = found;
        return found;
    }

    /** What {@code helm template} of a binary writes. */
    static String template(Path binary, ChartRequest request) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(
                binary.toString(),
                "template",
                request.releaseName(),
                request.chart().toString(),
                "--namespace",
                request.namespace(),
                "--kube-version",
                request.kubeVersion()));
        if (request.isUpgrade()) {
            command.add("--is-upgrade");
        }
        request.valuesFiles().forEach(file -> command.addAll(List.of("--values", file.toString())));
        for (SetValue set : request.setValues()) {
            command.add("--" + set.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            command.add(set.key() + "=" + set.value());
        }
        Path out = Files.createTempFile("helm", ".out");
        Path err = Files.createTempFile("helm", ".err");
        try {
            int status = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start()
                    .waitFor();
            assertThat(status).as(Files.readString(err)).isZero();
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
