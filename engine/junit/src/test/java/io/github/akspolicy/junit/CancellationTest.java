package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.akspolicy.environment.Environment;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** By reflection, since JUnit 5 has no cancellation and these sources compile on it, too. */
class CancellationTest {
    private static final String TOKEN = "org.junit.platform.engine.CancellationToken";

    private static @Nullable Object token;

    @PolicyTests("src/test/resources/shop/aks-policy.yaml")
    static class Cancelled {
        @PolicyRule
        void cancels(Environment environment) throws ReflectiveOperationException {
            Class.forName(TOKEN).getMethod("cancel").invoke(token);
        }
    }

    @Test
    void nothingMoreRunsOnceItIsCancelled() throws ReflectiveOperationException {
        assumeTrue(isThere(), "JUnit 5 cannot cancel a run");
        token = Class.forName(TOKEN).getMethod("create").invoke(null);
        EngineTestKit.Builder builder =
                EngineTestKit.engine(AksPolicyTestEngine.ID).selectors(selectClass(Cancelled.class));
        Method setToken = Stream.of(EngineTestKit.Builder.class.getMethods())
                .filter(method -> method.getName().equals("cancellationToken"))
                .findFirst()
                .orElseThrow();
        setToken.invoke(builder, token);

        var events = builder.execute().testEvents();

        // the tests of policies come before; of the two environments the first cancels, the second is not asked
        assertThat(events.started()
                        .filter(event -> event.getTestDescriptor()
                                .getLegacyReportingName()
                                .endsWith("> cancels")))
                .hasSize(1);
        assertThat(events.skipped().count()).isEqualTo(1);
    }

    private static boolean isThere() {
        try {
            Class.forName(TOKEN);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
