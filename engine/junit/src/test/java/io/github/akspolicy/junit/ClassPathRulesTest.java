package io.github.akspolicy.junit;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.spi.TestRules;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The rules of compiled tests as another evaluation finds them. */
class ClassPathRulesTest {
    private static final String FILE = "src/test/resources/class-path-rules/aks-policy.yaml";

    abstract static class Inherited {
        @PolicyRule
        static Policy team() {
            return Policies.workloads().must(haveLabel("team")).as("inherited/team");
        }

        @PolicyRule
        void asks(Environment environment) {}
    }

    @PolicyTests(FILE)
    static class First extends Inherited {
        @PolicyRule
        static final Policy OWNER =
                Policies.workloads().must(haveLabel("owner")).as("first/owner");
    }

    @PolicyTests(FILE)
    static class Second extends Inherited {
        @PolicyRule
        final Policy unusable = First.OWNER;
    }

    @PolicyTests("")
    static class WithoutConfiguration {
        @PolicyRule
        static final Policy TESTED =
                Policies.workloads().must(haveLabel("tested")).as("tested/only");
    }

    private static TestRules.Found find(String configuration) {
        Path folder = Path.of("").toAbsolutePath();
        TestRules rules = ServiceLoader.load(TestRules.class).findFirst().orElseThrow();
        return rules.find(
                ClassPathRulesTest.class.getClassLoader(),
                List.of(folder.resolve("target/test-classes")),
                folder,
                folder.resolve(configuration));
    }

    private static List<String> ids(TestRules.Found found) {
        return found.policies().stream().map(policy -> policy.info().id()).toList();
    }

    @Test
    void whatClassesInheritIsOneRule() {
        TestRules.Found found = find(FILE);

        assertThat(ids(found)).containsExactlyInAnyOrder("inherited/team", "first/owner");
        assertThat(found.questions()).containsExactly("Inherited.asks");
        assertThat(found.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("Second.unusable is not static");
    }

    @Test
    void otherConfigurationsHaveOtherRules() {
        assertThat(ids(find("src/test/resources/shop/aks-policy.yaml")))
                .contains("team/cost-center")
                .doesNotContain("inherited/team", "tested/only");
        assertThat(ids(find("src/test/resources/no-such-file.yaml"))).isEmpty();
    }
}
