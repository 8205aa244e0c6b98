package io.github.akspolicy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints the figures of benchmarks/README.md about charts. Needs a folder of charts ({@code -Daks-policy.charts}) and a binary of
 * Helm ({@code -Daks-policy.helm-binary}).
 */
@Tag("deep")
class ChartCostTest {
    @Test
    @EnabledIfSystemProperty(named = "aks-policy.charts", matches = ".+")
    void besideHelmTemplate() throws Exception {
        ChartCost.Result cost = ChartCost.measure(
                ChartCost.charts(Path.of(System.getProperty("aks-policy.charts"))),
                Path.of(System.getProperty("aks-policy.helm-binary", "helm")));

        System.out.printf(
                Locale.ROOT,
                "%d charts: renders %s%nprocessor time: helm template %.1f s, embedded Helm %.1f s, all else %.1f s%n",
                cost.charts(),
                cost.renders(),
                cost.template() / 1000.0,
                cost.helm() / 1000.0,
                cost.evaluation() / 1000.0);
        assertThat(cost.renders().getOrDefault("untouched", 0)).isGreaterThanOrEqualTo(cost.charts());
    }
}
