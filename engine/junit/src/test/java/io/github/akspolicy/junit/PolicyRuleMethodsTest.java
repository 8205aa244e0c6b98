package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.environment.ResourceSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class PolicyRuleMethodsTest {
    private static final String SHOP = "src/test/resources/shop/";

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class Questions {
        private int calls;

        @PolicyRule
        void ordersAreDeployed(Environment environment) {
            assertThat(environment
                            .resources()
                            .ofKind("Deployment")
                            .named("orders")
                            .size())
                    .isEqualTo(1);
            assertThat(++calls).as("each test has its own instance").isEqualTo(1);
        }

        @PolicyRule(environments = "prod", tags = "slow")
        static void onlyProd(ResourceSet resources, Environment environment) {
            assertThat(resources.size()).isEqualTo(environment.resources().size());
            assertThat(environment.name()).isEqualTo("prod");
        }

        @PolicyRule
        void releases(RenderedRelease release, ResourceSet resources) {
            assertThat(resources.all()).isEqualTo(release.resources().all());
            throw new IllegalStateException("asked " + release);
        }
    }

    @PolicyTests(SHOP + "broken-manifest/aks-policy.yaml")
    static class Broken {
        @PolicyRule
        void asks(Environment environment) {
            throw new AssertionError("must not be asked: " + environment);
        }
    }

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class Invalid {
        @PolicyRule
        void nothing() {}

        @PolicyRule
        void string(String text) {}

        @PolicyRule(environments = "prd")
        void unknown(Environment environment) {}

        @PolicyRule
        void valid(Environment environment) {}
    }

    @PolicyTests(SHOP + "aks-policy.yaml")
    static class Failing {
        @PolicyRule(environments = "prod")
        void asserts(Environment environment) {
            assertThat(environment.name()).isEqualTo("dev");
        }

        @PolicyRule(environments = "prod")
        void throwsFromBelow(Environment environment) {
            List.of(environment).forEach(one -> {
                throw new IllegalStateException("below");
            });
        }
    }

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID).selectors(selectors).execute();
    }

    private static List<String> questions(Events events) {
        return events.stream()
                .map(Event::getTestDescriptor)
                .filter(test -> test.getUniqueId().getLastSegment().getType().equals(QuestionDescriptor.SEGMENT))
                .map(TestDescriptor::getLegacyReportingName)
                .sorted()
                .toList();
    }

    @Test
    void eachEnvironmentOrReleaseIsATest() {
        EngineExecutionResults results = run(selectClass(Questions.class));

        assertThat(questions(results.testEvents().succeeded()))
                .containsExactly("dev > ordersAreDeployed", "prod > onlyProd", "prod > ordersAreDeployed");
        assertThat(questions(results.testEvents().failed()))
                .containsExactly("dev/k8s > releases", "prod/k8s > releases");
        assertThat(results.testEvents()
                        .failed()
                        .filter(event -> event.getTestDescriptor()
                                .getLegacyReportingName()
                                .equals("prod/k8s > releases")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getTestDescriptor().getSource())
                            .contains(MethodSource.from(
                                    Questions.class.getName(),
                                    "releases",
                                    RenderedRelease.class.getName() + ", " + ResourceSet.class.getName()));
                    assertThat(event.toString()).contains("asked prod/k8s");
                });
    }

    @Test
    void oneRunsByItsUniqueIdAndByTag() {
        var failed = run(selectClass(Questions.class))
                .testEvents()
                .failed()
                .filter(event ->
                        event.getTestDescriptor().getLegacyReportingName().endsWith("releases"))
                .map(event -> event.getTestDescriptor().getUniqueId())
                .findFirst()
                .orElseThrow();

        run(selectUniqueId(failed))
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1));
        run(selectUniqueId(failed.removeLastSegment()))
                .testEvents()
                .assertStatistics(events -> events.started(2).failed(2));
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(Questions.class))
                .filters(TagFilter.includeTags("slow"))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).succeeded(1));
    }

    @Test
    void anEnvironmentThatCannotBeReadIsNotAsked() {
        EngineExecutionResults results = run(selectClass(Broken.class));

        assertThat(results.testEvents()
                        .failed()
                        .filter(event -> event.getTestDescriptor()
                                .getLegacyReportingName()
                                .equals("default > asks")))
                .singleElement()
                .satisfies(event -> assertThat(event.toString())
                        .contains("default cannot be asked:")
                        .contains("twice.yaml:2:1"));
    }

    /** The failure shows the line of the test that asserts; the engine above and below it is no news. */
    @Test
    void theTraceOfAFailedQuestionIsThatOfTheTest() {
        var failed = run(selectClass(Failing.class)).testEvents().failed().stream()
                .filter(event -> event.getTestDescriptor().getDisplayName().equals("prod"))
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();

        assertThat(failed).hasSize(2).allSatisfy(thrown -> {
            List<String> classes = Stream.of(thrown.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .toList();
            assertThat(classes.get(classes.size() - 1)).isEqualTo(Failing.class.getName());
            assertThat(classes)
                    .noneMatch(name -> name.startsWith("org.assertj."))
                    .filteredOn(name -> name.startsWith("io.github.akspolicy."))
                    .allMatch(name -> name.equals(Failing.class.getName()));
        });
        assertThat(failed)
                .anySatisfy(thrown -> assertThat(thrown.getStackTrace()).hasSize(1));
    }

    @Test
    void whatIsNoRuleFailsAloneAndTheRestRuns() {
        EngineExecutionResults results = run(selectClass(Invalid.class));

        assertThat(questions(results.testEvents().succeeded())).containsExactly("dev > valid", "prod > valid");
        assertThat(results.testEvents().failed().map(Object::toString).filter(text -> text.contains("@PolicyRule")))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("neither takes nor returns anything"))
                .anySatisfy(text -> assertThat(text).contains("takes a java.lang.String"))
                .anySatisfy(text -> assertThat(text).contains("did you mean \"prod\"?"));
    }
}
