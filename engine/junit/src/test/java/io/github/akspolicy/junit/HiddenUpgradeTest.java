package io.github.akspolicy.junit;

import static io.github.akspolicy.policy.fluent.Condition.not;
import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** That the upgrade of a chart is evaluated, too, is known once it was rendered: its resources are tests all the same. */
class HiddenUpgradeTest {
    @PolicyTests("src/test/resources/hidden-upgrade/aks-policy.yaml")
    static class Hidden {
        @PolicyRule
        static final Policy NO_HOST_NETWORK = Policies.resources("", "Pod")
                .must(not(haveField("spec.hostNetwork", true)))
                .because("the node's network is not the pod's")
                .as("contoso/no-host-network");
    }

    private static Events run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectors)
                .execute()
                .testEvents();
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getLegacyReportingName())
                .filter(name -> name.contains("contoso/no-host-network"))
                .toList();
    }

    @Test
    void whatOnlyTheUpgradeHasIsATest() {
        Events tests = run(selectClass(Hidden.class));

        assertThat(names(tests.failed()))
                .containsExactly("prod/chart (upgrade) > contoso/no-host-network > Pod hidden");
        assertThat(names(tests.finished())).hasSize(3);

        Event failed = tests.failed().stream().findFirst().orElseThrow();
        assertThat(names(run(selectUniqueId(failed.getTestDescriptor().getUniqueId()))
                        .failed()))
                .as("it can be run again alone")
                .containsExactly("prod/chart (upgrade) > contoso/no-host-network > Pod hidden");
    }
}
