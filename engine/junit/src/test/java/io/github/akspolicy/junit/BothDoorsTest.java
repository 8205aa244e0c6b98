package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The Maven goal shows the evaluation, the engine shows tests: they must say the same of the insecure sample. */
class BothDoorsTest {
    private static final String CONFIGURATION = "../../samples/store-insecure/aks-policy.yaml";

    @PolicyTests(CONFIGURATION)
    static class Store {}

    @Test
    void theyGiveTheSameVerdicts() throws Exception {
        Map<String, String> tests = new TreeMap<>();
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(Store.class))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .forEach(finished -> tests.put(
                        finished.getTestDescriptor().getUniqueId().toString(),
                        finished.getRequiredPayload(TestExecutionResult.class)
                                .getStatus()
                                .name()));

        Map<String, Long> evaluated = new TreeMap<>();
        var verification = Verification.load(Path.of(CONFIGURATION), Overrides.NONE);
        var evaluation = verification.evaluate(Progress.NONE);
        for (var release : verification.releases()) {
            for (var policy : verification.policies()) {
                for (var verdict : evaluation.verdicts(release, policy.id())) {
                    boolean passes =
                            verdict.findings().isEmpty() && verdict.missing().isEmpty();
                    String status = passes
                            ? "SUCCESSFUL"
                            : verdict.findings().stream().anyMatch(Finding::fails) ? "FAILED" : "ABORTED";
                    evaluated.merge(status, 1L, Long::sum);
                }
            }
        }

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluated).containsKeys("SUCCESSFUL", "FAILED", "ABORTED");
        Map<String, Long> counted = new TreeMap<>();
        tests.values().forEach(status -> counted.merge(status, 1L, Long::sum));
        assertThat(counted).isEqualTo(evaluated);
    }
}
