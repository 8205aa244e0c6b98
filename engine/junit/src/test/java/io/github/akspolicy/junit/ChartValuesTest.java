package io.github.akspolicy.junit;

import static io.github.akspolicy.junit.ReportedEvents.reportedAs;
import static io.github.akspolicy.policy.fluent.Condition.not;
import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;

/** A policy on the values of a chart is a test like any other: one leaf for each release. */
class ChartValuesTest {
    private static final String VALUES = "src/test/resources/values/";

    @PolicyTests(VALUES + "aks-policy.yaml")
    static class Store {
        @PolicyRule
        static final Policy PINNED = Policies.valuesOf("store")
                .must(not(haveField("image.tag", "latest")))
                .because("latest is another image tomorrow")
                .as("contoso/pinned");
    }

    @PolicyTests(VALUES + "aks-policy.yaml")
    static class Misspelt {
        @PolicyRule
        static final Policy PINNED =
                Policies.valuesOf("stores").must(haveField("image.tag")).as("contoso/pinned");
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(tests))
                .execute();
    }

    @Test
    void eachReleaseIsATest() {
        var results = run(Store.class);

        var pinned = results.testEvents()
                .finished()
                .filter(finished ->
                        finished.getTestDescriptor().getLegacyReportingName().contains("contoso/pinned"));
        assertThat(pinned.map(finished -> finished.getTestDescriptor().getLegacyReportingName()))
                .containsExactlyInAnyOrder(
                        "dev/chart > contoso/pinned > Values store", "prod/chart > contoso/pinned > Values store");
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                reportedAs("dev/chart > contoso/pinned > Values store"),
                                finishedWithFailure(
                                        instanceOf(AssertionFailedError.class),
                                        message(text -> text.contains(VALUES + "chart/values.yaml:3:3")
                                                && text.contains("image.tag is \"latest\"")
                                                && text.contains("prod sets it: engine/junit/" + VALUES
                                                        + "values-prod.yaml:2")))))
                .haveExactly(1, event(test(), finishedWithFailure()));
        // an IDE jumps to the value
        assertThat(results.testEvents()
                        .failed()
                        .map(failed -> failed.getTestDescriptor().getSource().orElseThrow()))
                .singleElement()
                .isInstanceOfSatisfying(FileSource.class, source -> {
                    assertThat(source.getFile().toPath()).endsWith(Path.of("values", "chart", "values.yaml"));
                    assertThat(source.getPosition().orElseThrow().getLine()).isEqualTo(3);
                });
    }

    @Test
    void aChartThatIsNowhereIsAFailingTest() {
        run(Misspelt.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(IllegalStateException.class),
                                        message(text -> text.contains("contoso/pinned evaluates the values of chart"
                                                        + " \"stores\", and no release has such a chart")
                                                && text.contains("did you mean \"store\"?")))));
    }
}
