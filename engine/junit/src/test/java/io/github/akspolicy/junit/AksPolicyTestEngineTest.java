package io.github.akspolicy.junit;

import static io.github.akspolicy.junit.ReportedEvents.reportedAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.source.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

class AksPolicyTestEngineTest {
    private static final String SHOP = "src/test/resources/shop/";

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class Shop {}

    @PolicyTests(SHOP + "exempt.yaml")
    static class Exempt {}

    @PolicyTests(SHOP + "unknown-policy.yaml")
    static class UnknownPolicy {}

    @PolicyTests(SHOP + "missing.yaml")
    static class MissingConfiguration {}

    @PolicyTests(SHOP + "broken-manifest/aks-policy.yaml")
    static class BrokenManifest {}

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class OwnRules {
        @PolicyRule
        static final Policy COST_CENTER = rule("team/cost-center", (resource, out) -> {
            if (resource.label("cost-center") == null) {
                out.fail(resource.root().at("metadata", "labels").get("cost-center"), "is not set");
            }
        });

        @PolicyRule
        static List<Policy> more() {
            return List.of(rule("team/broken", (resource, out) -> {
                throw new IllegalStateException("boom");
            }));
        }
    }

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class InvalidRule {
        @PolicyRule
        @SuppressWarnings("unused") // read by the engine
        static final String NO_POLICY = "no policy";
    }

    private static Policy rule(String id, BiConsumer<Resource, Judgement> rule) {
        return new ResourcePolicy<Resource>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of(id, Severity.HIGH, "A rule of the team", "do it");
            }

            @Override
            public ViewType<Resource> view() {
                return ViewType.RESOURCE;
            }

            @Override
            public void evaluate(Resource view, Judgement judgement) {
                rule.accept(view, judgement);
            }
        };
    }

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID).selectors(selectors).execute();
    }

    private static Set<String> names(EngineExecutionResults results) {
        return results.testEvents()
                .finished()
                .map(finished -> finished.getTestDescriptor().getLegacyReportingName())
                .collect(Collectors.toSet());
    }

    /** A tree shows a name below those of its containers; a container in which nothing ran is not green. */
    @Test
    void treesHaveShortNamesAndNoGreenContainerWithoutTests() {
        var results = run(selectClass(Shop.class));

        assertThat(results.testEvents()
                        .finished()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("Deployment cart in shop")
                .noneMatch(name -> name.contains(" > "));
        // what applies to nothing is one container of the release, and not in the tree by itself
        assertThat(results.containerEvents().skipped().list())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getTestDescriptor().getDisplayName())
                        .isEqualTo("3 policies apply to nothing here"))
                .allSatisfy(event -> assertThat(event.getRequiredPayload(String.class))
                        .matches("nothing in (dev|prod)/k8s is of concern to .*, secrets/csi-volume-read-only"));
        assertThat(results.allEvents().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .doesNotContain("secrets/csi-volume-read-only");
        assertThat(results.containerEvents().finished().list())
                .allSatisfy(event -> assertThat(event.getTestDescriptor().getChildren())
                        .as(event.getTestDescriptor().getDisplayName())
                        .isNotEmpty());
    }

    @Test
    void everyPolicyOnEveryResourceIsATest() {
        var results = run(selectClass(Shop.class));

        // per environment: privileged, capabilities-added, seccomp-profile, workload-identity-label on
        // two deployments; csi-volume-read-only has nothing to judge where no secrets are mounted
        results.testEvents()
                .assertStatistics(events -> events.failed(2).aborted(2).succeeded(12));
        assertThat(names(results))
                .contains(
                        "prod/k8s > pod/privileged > Deployment cart in shop",
                        "dev/k8s > pod/privileged > Deployment orders in shop-dev")
                .hasSize(16);
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                reportedAs("prod/k8s > pod/privileged > Deployment cart in shop"),
                                finishedWithFailure(
                                        instanceOf(AssertionFailedError.class),
                                        message(text -> text.contains(SHOP + "k8s/cart.yaml:14:13")
                                                && text.contains("privileged is true")
                                                && text.contains("fix: ")))));
    }

    @Test
    void whatIsExemptIsSkippedWithItsReasonAndAnExpiredExemptionIsATest() {
        var results = run(selectClass(Exempt.class));

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                reportedAs("prod/k8s > pod/privileged > Deployment cart in shop"),
                                skippedWithReason(
                                        "exempt (risk-accepted) until 2999-12-31, team-cart: the till needs the"
                                                + " device")));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                reportedAs("exemption/expired > " + where() + "exemptions.yaml:10:5"),
                                abortedWithReason(message(text -> text.contains("expired on 2020-01-31")))));
        results.testEvents()
                .assertStatistics(
                        events -> events.failed(1).aborted(1).skipped(1).succeeded(2));
    }

    /** The folder as reports show it. */
    private static String where() {
        return Workspace.of(Path.of(SHOP)).relative(Path.of(SHOP)) + "/";
    }

    @Test
    void aTestPointsAtTheLineAndItsClassIsAContainerBelowTheRoot() {
        var results = run(selectClass(Shop.class));

        TestDescriptor cart = results.testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .findFirst()
                .orElseThrow();
        assertThat(cart.getSource()).hasValueSatisfying(source -> {
            assertThat(source).isInstanceOf(FileSource.class);
            assertThat(((FileSource) source).getFile()).isEqualTo(new File(SHOP + "k8s/cart.yaml").getAbsoluteFile());
            assertThat(((FileSource) source).getPosition()).contains(FilePosition.from(14, 13));
        });
        TestDescriptor shop = results.containerEvents()
                .map(Event::getTestDescriptor)
                .filter(descriptor -> descriptor.getSource().orElse(null) instanceof ClassSource)
                .findFirst()
                .orElseThrow();
        assertThat(shop.getLegacyReportingName()).isEqualTo(Shop.class.getName());
        assertThat(shop.getParent())
                .hasValueSatisfying(root -> assertThat(root.isRoot()).isTrue());
        assertThat(shop.getParent().orElseThrow().getSource()).isEmpty();
    }

    @Test
    void oneTestRunsByItsUniqueId() {
        var failed = run(selectClass(Shop.class))
                .testEvents()
                .failed()
                .map(finished -> finished.getTestDescriptor().getUniqueId())
                .toList();

        run(selectUniqueId(failed.get(0)))
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1));
        run(selectUniqueId(failed.get(0).removeLastSegment()))
                .testEvents()
                .assertStatistics(events -> events.started(2).failed(1));
        run(selectUniqueId(failed.get(0).removeLastSegment().removeLastSegment()))
                .testEvents()
                .assertStatistics(events -> events.started(8));
    }

    @Test
    void severityGroupAndProfileAreTags() {
        for (var expected :
                Map.of("critical", 4L, "pod", 12L, "identity", 4L, "low", 4L).entrySet()) {
            EngineTestKit.engine(AksPolicyTestEngine.ID)
                    .selectors(selectClass(Shop.class))
                    .filters(TagFilter.includeTags(expected.getKey()))
                    .execute()
                    .testEvents()
                    .assertStatistics(events -> events.started(expected.getValue()));
        }
    }

    @Test
    void theConfigurationParametersOverrideTheFile() {
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(Shop.class))
                .configurationParameter("aks-policy.failOn", "never")
                .execute()
                .testEvents()
                .assertStatistics(events -> events.failed(0).aborted(4).succeeded(12));
    }

    @Test
    void aWrongConfigurationIsOneFailingTest() {
        run(selectClass(UnknownPolicy.class), selectClass(Shop.class))
                .testEvents()
                .assertStatistics(events -> events.failed(3))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(IllegalStateException.class),
                                        message(text -> text.contains("unknown-policy.yaml:5:3")
                                                && text.contains("pod/privileged")))));
        run(selectClass(MissingConfiguration.class))
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1));
        assertThat(run(selectClass(UnknownPolicy.class))
                        .testEvents()
                        .failed()
                        .map(Event::getTestDescriptor)
                        .map(test -> (FileSource) test.getSource().orElseThrow()))
                .as("an IDE jumps to the line")
                .containsExactly(FileSource.from(
                        new File(SHOP + "unknown-policy.yaml").getAbsoluteFile(), FilePosition.from(5, 3)));
    }

    @Test
    void anUnreadableManifestIsAFailingTestAndTheOthersRun() {
        var results = run(selectClass(BrokenManifest.class));

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(IllegalStateException.class),
                                        message(text -> text.contains("twice.yaml:2:1")))));
        assertThat(names(results)).anyMatch(name -> name.endsWith("pod/privileged > Deployment cart"));
    }

    @Test
    void rulesOfTheClassAreOnAndABrokenOneFailsAlone() {
        var results = run(selectClass(OwnRules.class));

        assertThat(results.testEvents()
                        .failed()
                        .filter(failed -> failed.getTestDescriptor()
                                .getLegacyReportingName()
                                .contains("team/cost-center")))
                .hasSize(6);
        assertThat(results.testEvents()
                        .failed()
                        .filter(failed -> failed.getTestDescriptor()
                                .getLegacyReportingName()
                                .contains("team/broken")))
                .hasSize(6);
        assertThat(results.testEvents()
                        .succeeded()
                        .filter(passed -> passed.getTestDescriptor()
                                .getLegacyReportingName()
                                .contains("pod/privileged")))
                .hasSize(2);
    }

    @Test
    void aRuleThatIsNoPolicySaysSo() {
        run(selectClass(InvalidRule.class))
                .testEvents()
                .assertStatistics(events -> events.started(17).failed(3))
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        message(text -> text.contains("InvalidRule.NO_POLICY gives no policy")))));
    }

    @Test
    void otherClassesAreNotOurs() {
        run(selectClass(String.class)).allEvents().assertStatistics(events -> events.started(1));
    }
}
