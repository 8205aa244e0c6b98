package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every goal names the release of a source alike, and none refuses a folder for its name. */
class ReleaseNameTest {
    @ParameterizedTest
    @CsvSource({
        "store, store",
        "charts/my.app, my.app",
        "Unleash-unleash, unleash-unleash",
        "My_App (2), my-app-2",
        "-x-, x",
        "___, release",
        "größe, gr-e",
        "redis-1.2.3.tgz, redis-1.2.3"
    })
    void ofCharts(String path, String name) {
        assertThat(ReleaseName.ofChart(Path.of(path))).isEqualTo(name);
    }

    @Test
    void ofLongNames() {
        assertThat(ReleaseName.ofChart(Path.of("A".repeat(52) + "-" + "b".repeat(20))))
                .isEqualTo("a".repeat(52));
    }

    @Test
    void whatHelmNeverHearsOfKeepsItsName() {
        assertThat(ReleaseName.of(Path.of("Kubernetes"))).isEqualTo("Kubernetes");
        assertThat(ReleaseName.of(Path.of("aks-prod.json"))).isEqualTo("aks-prod.json");
        assertThat(ReleaseName.of(Path.of("/"))).isEqualTo("release");
    }
}
