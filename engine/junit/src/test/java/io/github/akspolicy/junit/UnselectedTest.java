package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.github.akspolicy.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.surefire.stand.SurefireCaller;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tags that select nothing are not a green run without a word. */
class UnselectedTest {
    private static final String SHOP = "src/test/resources/shop/aks-policy.yaml";
    private static final String NOTHING = "no policy was evaluated: the tags of this run (-Dgroups, -DexcludedGroups)"
            + " or its methods (-Dtest=Class#method) select none of %s (as a tag name a severity such as critical, a group"
            + " such as pod, a profile or the id of a policy; as a method one that has @PolicyRule, or **/privileged for pod/privileged; or leave the"
            + " class out of the run)";

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
                .allSatisfy(event -> assertThat(event.getTestDescriptor().getLegacyReportingName())
                        .endsWith(" > isThere"));
    }

    /** What Surefire makes of {@code -Dtest=Shop#isThere}: a filter of the methods of sources, and others are left in. */
    private static PostDiscoveryFilter methods(String name) {
        return descriptor -> FilterResult.includedIf(descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> source.getMethodName().endsWith(name))
                .orElse(true));
    }

    /** Names of the tests of a class below Surefire, each with its status. */
    private static Map<String, String> belowSurefire(PostDiscoveryFilter filter) {
        var results = new TreeMap<String, String>();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new AksPolicyTestEngine())
                .build());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Shop.class))
                .filters(filter)
                .build();
        SurefireCaller.call(() -> {
            launcher.execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest()) {
                        results.put(
                                test.getLegacyReportingName(),
                                result.getStatus()
                                        + result.getThrowable()
                                                .map(thrown -> " " + thrown.getMessage())
                                                .orElse(""));
                    }
                }
            });
            return results;
        });
        return results;
    }

    @Test
    void aMethodRunsWithoutAThousandPolicies() {
        assertThat(belowSurefire(methods("isThere")))
                .containsOnlyKeys("dev > isThere", "prod > isThere")
                .containsValue("SUCCESSFUL");
        assertThat(belowSurefire(methods("pod/privileged")).keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).contains(" > pod/privileged > "));
        assertThat(belowSurefire(methods("")).keySet())
                .contains("dev > isThere")
                .anySatisfy(name -> assertThat(name).contains(" > pod/seccomp-profile > "));
    }

    @Test
    void aMethodThatIsNotThereFails() {
        assertThat(belowSurefire(methods("isTheer")))
                .containsExactly(Map.entry("Shop > selection", "FAILED " + NOTHING.formatted(Shop.class.getName())));
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
