package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
}
