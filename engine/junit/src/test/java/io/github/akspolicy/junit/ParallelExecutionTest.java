package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import io.github.akspolicy.environment.Environment;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

class ParallelExecutionTest {
    @PolicyTests("src/test/resources/shop/aks-policy.yaml")
    static class Both {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        /** Waits for the test of the other environment: passes only when both run at the same time. */
        @PolicyRule
        void meet(Environment environment) throws Exception {
            BOTH.await(20, TimeUnit.SECONDS);
        }
    }

    private static EngineTestKit.Builder parallel() {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .configurationParameter("aks-policy.execution.parallel.enabled", "true")
                .configurationParameter("aks-policy.execution.parallel.config.strategy", "fixed")
                .configurationParameter("aks-policy.execution.parallel.config.fixed.parallelism", "4");
    }

    private static Map<String, TestExecutionResult.Status> outcomes(EngineTestKit.Builder run) {
        var outcomes = new TreeMap<String, TestExecutionResult.Status>();
        run.selectors(selectDirectory("src/test/resources")).execute().testEvents().finished().stream()
                .forEach(event -> outcomes.put(
                        event.getTestDescriptor().getUniqueId().toString(),
                        event.getRequiredPayload(TestExecutionResult.class).getStatus()));
        return outcomes;
    }

    @Test
    void testsRunAtTheSameTime() {
        parallel()
                .selectors(selectClass(Both.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.failed(2).succeeded(14));
    }

    @Test
    void theOutcomeIsTheSame() {
        Map<String, TestExecutionResult.Status> one = outcomes(EngineTestKit.engine(AksPolicyTestEngine.ID));

        assertThat(one).hasSizeGreaterThan(40);
        for (int i = 0; i < 3; i++) {
            assertThat(outcomes(parallel())).isEqualTo(one);
        }
    }
}
