package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.github.akspolicy.environment.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tags that select nothing are not a green run without a word. */
class UnselectedTest {
    private static final String SHOP = "src/test/resources/shop/aks-policy.yaml";
    private static final String NOTHING = "no policy was evaluated: the tags of this run (-Dgroups, -DexcludedGroups)"
            + " select none of %s (name a severity such as critical, a group such as pod, a profile or the id of a policy,"
            + " or leave the class out of the run)";

    @PolicyTests(SHOP)
    static class Shop {
        @PolicyRule(tags = "slow")
        void isThere(Environment environment) {
            assertThat(environment.resources().workloads()).isNotEmpty();
        }
    }

    @PolicyTests("src/test/resources/nowhere/aks-policy.yaml")
    static class Unreadable {}

    static class Ordinary {}

    private static List<Event> finished(Filter<?> filter, DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectors)
                .filters(filter)
                .execute()
                .testEvents()
                .finished()
                .list();
    }

    private static String text(Event event) {
        var result = event.getRequiredPayload(TestExecutionResult.class);
        return result.getStatus()
                + result.getThrowable().map(thrown -> " " + thrown.getMessage()).orElse("");
    }

    @Test
    void tagsThatSelectNothingFailWhereNothingElseRuns() {
        for (Filter<?> filter : List.of(
                TagFilter.includeTags("nosuchgroup"), TagFilter.excludeTags("medium|high|low|critical|info|slow"))) {
            assertThat(finished(filter, selectClass(Shop.class)))
                    .singleElement()
                    .extracting(UnselectedTest::text)
                    .isEqualTo("FAILED " + NOTHING.formatted(Shop.class.getName()));
        }
        assertThat(finished(TagFilter.includeTags("nosuchgroup"), selectFile(SHOP)))
                .singleElement()
                .extracting(UnselectedTest::text)
                .asString()
                .startsWith("FAILED no policy was evaluated");
    }

    /** {@code -Dgroups=unit} of a project whose other tests have the tag is no mistake. */
    @Test
    void besideOtherTestsTheyAreSkippedWithTheReason() {
        for (DiscoverySelector[] selectors : List.of(
                new DiscoverySelector[] {selectClass(Shop.class), selectClass(Ordinary.class)},
                new DiscoverySelector[] {selectPackage("io.github.akspolicy.junit"), selectClass(Shop.class)})) {
            assertThat(finished(TagFilter.includeTags("unit"), selectors))
                    .extracting(UnselectedTest::text)
                    .contains("ABORTED " + NOTHING.formatted(Shop.class.getName()));
        }
    }

    @Test
    void whatIsSelectedRunsAlone() {
        assertThat(finished(TagFilter.includeTags("slow"), selectClass(Shop.class)))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.getTestDescriptor().getDisplayName()).endsWith(" > isThere"));
    }

    /** A class without tests, since its configuration cannot be read, has no tag that could select it. */
    @Test
    void whatIsWrongWithTheConfigurationFailsWhateverTheTags() {
        assertThat(finished(TagFilter.includeTags("critical"), selectClass(Unreadable.class)))
                .singleElement()
                .extracting(UnselectedTest::text)
                .asString()
                .startsWith("FAILED ");
    }
}
