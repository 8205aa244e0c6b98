package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Every kind of selector leads to the tests it means, and each failed test runs again by its unique id. */
class SelectorsTest {
    private static final String FOLDER = "src/test/resources/policytests";
    private static final String GOOD = FOLDER + "/good.policytest.yaml";

    @PolicyTests(value = "", policyTests = FOLDER)
    static class TestsOfPolicies {}

    @PolicyTests("")
    static class Idle {}

    @PolicyTests(value = "", policyTests = "src/test/nowhere")
    static class MissingFolder {}

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID).selectors(selectors).execute();
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents()
                .started()
                .map(event -> event.getTestDescriptor().getLegacyReportingName())
                .sorted()
                .toList();
    }

    private static List<UniqueId> failed(EngineExecutionResults results) {
        return results.testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getUniqueId())
                .toList();
    }

    @Test
    void aClassRunsTheFilesOfItsFolder() {
        EngineExecutionResults results = run(selectClass(TestsOfPolicies.class));

        // good: 3 cases; failing: 4 of which 1 is right; broken: 10 problems; parameters: 4 problems
        results.testEvents()
                .assertStatistics(events -> events.started(3 + 4 + 10 + 4).succeeded(3 + 1));
        assertThat(names(results)).contains(GOOD + " > excluded containers are not evaluated");
    }

    @Test
    void aFileRunsByItself() {
        assertThat(names(run(selectFile(GOOD))))
                .containsExactly(
                        GOOD + " > excluded containers are not evaluated",
                        GOOD + " > files hold their own marks",
                        GOOD + " > privileged containers are found where they say so");
    }

    @Test
    void aLineMeansTheCaseAroundIt() {
        assertThat(names(run(selectFile(new File(GOOD), FilePosition.from(25)))))
                .containsExactly(GOOD + " > excluded containers are not evaluated");
        assertThat(names(run(selectFile(new File(GOOD), FilePosition.from(1))))).hasSize(3);
    }

    @Test
    void aFolderRunsWhatLiesInIt() {
        assertThat(names(run(selectDirectory(FOLDER)))).hasSize(21);
        assertThat(names(run(selectDirectory("src/test/resources/shop"))))
                .contains("prod/k8s > pod/privileged > Deployment cart in shop")
                .anyMatch(name -> name.contains("twice.yaml:2:1"));
        assertThat(names(run(selectDirectory("src/main")))).isEmpty();
    }

    @Test
    void aConfigurationFileRunsWithoutAClass() {
        EngineExecutionResults results = run(selectFile("src/test/resources/shop/aks-policy.yaml"));

        assertThat(names(results)).hasSize(16);
        assertThat(failed(results))
                .hasSize(2)
                .allSatisfy(id -> assertThat(failed(run(selectUniqueId(id)))).containsExactly(id));
    }

    @Test
    void aClassPathResourceIsTheFileThatPeopleEdit() {
        EngineExecutionResults results = run(selectClasspathResource("policytests/failing.policytest.yaml"));

        assertThat(names(results)).hasSize(4);
        assertThat(results.testEvents().failed().map(Event::getTestDescriptor))
                .allSatisfy(test -> assertThat(test.getSource()).hasValueSatisfying(source -> {
                    assertThat(source).isInstanceOf(FileSource.class);
                    assertThat(((FileSource) source).getFile())
                            .isEqualTo(new File(FOLDER + "/failing.policytest.yaml").getAbsoluteFile());
                    assertThat(((FileSource) source).getPosition()).isPresent();
                }));
        assertThat(names(run(selectClasspathResource("policytests/manifests/pod.yaml"))))
                .isEmpty();
    }

    @Test
    void aPackageRunsItsClasses() {
        assertThat(names(run(selectPackage("io.github.akspolicy.junit.nothing"))))
                .isEmpty();
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectPackage("io.github.akspolicy.junit"))
                .filters(ClassNameFilter.includeClassNamePatterns(".*SelectorsTest\\$TestsOfPolicies"))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(21));
    }

    /** Surefire runs what failed again by unique id: each id must lead to exactly that test. */
    @Test
    void whatFailedRunsAgainByItsUniqueId() {
        List<UniqueId> failed = failed(run(selectClass(TestsOfPolicies.class)));

        assertThat(failed).hasSize(17);
        for (UniqueId id : failed) {
            List<UniqueId> again = failed(run(selectUniqueId(id)));
            assertThat(again).as(id.toString()).contains(id);
            assertThat(again).as("only the file of " + id).allMatch(other -> other.hasPrefix(id.removeLastSegment()));
        }
        UniqueId test = failed.stream()
                .filter(id -> id.getLastSegment().getType().equals(PolicyTestCaseDescriptor.SEGMENT))
                .findFirst()
                .orElseThrow();
        assertThat(failed(run(selectUniqueId(test)))).containsExactly(test);
        assertThat(names(run(selectUniqueId(test.removeLastSegment())))).hasSize(4);
    }

    @Test
    void tagsOfThePolicySelect() {
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectFile(GOOD), selectFile("src/test/resources/shop/aks-policy.yaml"))
                .filters(TagFilter.includeTags("critical"))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(3 + 4));
    }

    @Test
    void nothingToTestIsAFailure() {
        run(selectClass(Idle.class), selectClass(MissingFolder.class))
                .testEvents()
                .assertStatistics(events -> events.started(2).failed(2));
    }
}
