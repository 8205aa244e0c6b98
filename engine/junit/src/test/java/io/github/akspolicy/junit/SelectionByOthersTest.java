package io.github.akspolicy.junit;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What IDEs and build tools select beyond whole classes, and what people expect who know JUnit Jupiter. */
class SelectionByOthersTest {
    private static final String SHOP = "src/test/resources/shop/aks-policy.yaml";

    @PolicyTests(SHOP)
    static class Asking {
        @PolicyRule
        static final Policy LABEL = Policies.workloads().must(haveLabel("team")).as("team/label");

        @PolicyRule
        void isThere(Environment environment) {
            assertThat(environment.resources().workloads()).isNotEmpty();
        }

        @PolicyRule
        void isElsewhere(Environment environment) {
            assertThat(environment.resources().workloads()).isEmpty();
        }
    }

    /** What a platform team gives to all. */
    @PolicyTests(SHOP)
    abstract static class Common {
        @PolicyRule
        static final Policy LABEL = Policies.workloads().must(haveLabel("team")).as("team/label");

        @PolicyRule
        void isThere(Environment environment) {
            assertThat(environment.resources().workloads()).isNotEmpty();
        }
    }

    static class Extending extends Common {
        @PolicyRule
        void isElsewhere(Environment environment) {
            assertThat(environment.resources().workloads()).isEmpty();
        }
    }

    @PolicyTests(SHOP)
    class Inner {
        @PolicyRule
        void isThere(Environment environment) {
            assertThat(environment.resources().workloads()).isNotEmpty();
        }
    }

    @PolicyTests(SHOP)
    @Disabled("as one would do in Jupiter")
    static class Expecting {
        @PolicyRule
        @Tag("slow")
        void isThere(Environment environment) {
            assertThat(environment.resources().workloads()).isNotEmpty();
        }
    }

    private static EngineTestKit.Builder kit(DiscoverySelector... selectors) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID).selectors(selectors);
    }

    private static List<String> names(DiscoverySelector... selectors) {
        return kit(selectors)
                .execute()
                .testEvents()
                .started()
                .map(event -> event.getTestDescriptor().getLegacyReportingName())
                .sorted()
                .toList();
    }

    private static List<String> failures(DiscoverySelector... selectors) {
        return kit(selectors)
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
    }

    /** The arrow beside a method in an IDE. */
    @Test
    void aMethodRunsWhatItAsks() {
        String parameter = Environment.class.getName();
        assertThat(names(selectMethod(Asking.class, "isThere", parameter)))
                .containsExactly("dev > isThere", "prod > isThere");
        assertThat(names(selectMethod(Extending.class, "isThere", parameter)))
                .as("one that is inherited")
                .containsExactly("dev > isThere", "prod > isThere");
        assertThat(names(selectMethod(SelectionByOthersTest.class, "aMethodRunsWhatItAsks")))
                .isEmpty();
        assertThat(kit(selectMethod(Asking.class, "isElsewhere", parameter))
                        .execute()
                        .testEvents()
                        .failed()
                        .map(event -> event.getTestDescriptor().getUniqueId()))
                .hasSize(2)
                .allSatisfy(id -> assertThat(names(selectUniqueId(id))).hasSize(1));
    }

    @Test
    void anAbstractClassIsWhatOthersExtend() {
        assertThat(names(selectClass(Common.class))).isEmpty();
        assertThat(names(selectClass(Extending.class)))
                .contains("prod > isThere", "prod > isElsewhere")
                .anyMatch(name -> name.contains(" > team/label > "));
        assertThat(kit(selectPackage("io.github.akspolicy.junit"))
                        .filters(ClassNameFilter.includeClassNamePatterns(
                                ".*SelectionByOthersTest\\$(Common|Extending)"))
                        .execute()
                        .containerEvents()
                        .started()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("Extending")
                .doesNotContain("Common");
    }

    @Test
    void aClassOfWhichNoInstanceCanBeMadeSaysSo() {
        assertThat(failures(selectClass(Inner.class)))
                .anySatisfy(text -> assertThat(text)
                        .contains("SelectionByOthersTest$Inner has no constructor without parameters")
                        .contains("make it static"));
    }

    @Test
    void annotationsOfJupiterAreNotPassedOverInSilence() {
        var discovered = kit(selectClass(Expecting.class)).discover();
        assertThat(discovered.getDiscoveryIssues())
                .filteredOn(issue -> issue.severity() == DiscoveryIssue.Severity.WARNING)
                .extracting(DiscoveryIssue::message)
                .anySatisfy(text -> assertThat(text).startsWith("@Disabled of JUnit Jupiter means nothing on "));
        assertThat(kit(selectMethod(Expecting.class, "isThere", Environment.class.getName()))
                        .discover()
                        .getDiscoveryIssues())
                .extracting(DiscoveryIssue::message)
                .anySatisfy(text -> assertThat(text).startsWith("@Tag of JUnit Jupiter means nothing on "));
        assertThat(names(selectClass(Expecting.class))).contains("prod > isThere");
    }

    /** A test that failed is run again after its manifest was renamed. */
    @Test
    void aTestWhoseResourceIsGoneFailsAndSaysSo() {
        UniqueId id = kit(selectClass(Asking.class))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getUniqueId())
                .filter(candidate -> candidate.getLastSegment().getType().equals(ResourceDescriptor.SEGMENT))
                .findFirst()
                .orElseThrow();
        UniqueId gone = id.removeLastSegment().append(ResourceDescriptor.SEGMENT, "apps/v1:Deployment:shop:renamed");
        assertThat(failures(selectUniqueId(gone)))
                .singleElement()
                .asString()
                .contains("that is called apps/v1:Deployment:shop:renamed")
                .contains("it was renamed or taken away: run the whole class");
        assertThat(failures(selectUniqueId(id), selectUniqueId(gone))).hasSize(2);
    }

    @Test
    void aFileThatIsGoneFailsAndSaysSo() {
        String file = "src/test/resources/policytests/moved.policytest.yaml";
        UniqueId id = UniqueId.forEngine(AksPolicyTestEngine.ID).append(PolicyTestFileDescriptor.SEGMENT, file);
        for (DiscoverySelector selector : List.of(selectFile(file), selectUniqueId(id))) {
            assertThat(failures(selector))
                    .as(selector.toString())
                    .singleElement()
                    .asString()
                    .contains("moved.policytest.yaml");
        }
        assertThat(failures(selectFile("src/test/resources/nowhere/aks-policy.yaml")))
                .singleElement()
                .asString()
                .contains("nowhere/aks-policy.yaml");
    }

    @Test
    void classesOfOneConfigurationShareIt() {
        var configurations = new Configurations(new NoParameters(), new SharedVerifications());
        Path path = Path.of(SHOP);
        assertThat(configurations
                        .load(path, PolicyRules.of(Expecting.class), Expecting.class)
                        .verification())
                .as("what is evaluated once for both, since neither has its own policy")
                .isSameAs(configurations
                        .load(path.toAbsolutePath(), PolicyRules.of(Inner.class), Inner.class)
                        .verification())
                .isNotSameAs(configurations
                        .load(path, PolicyRules.of(Asking.class), Asking.class)
                        .verification());
    }

    private static final class NoParameters implements ConfigurationParameters {
        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> getBoolean(String key) {
            return Optional.empty();
        }

        @Override
        public Set<String> keySet() {
            return Set.of();
        }
    }
}
