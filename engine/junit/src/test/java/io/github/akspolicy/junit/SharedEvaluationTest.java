package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Classes of one configuration are evaluated once, and each shows its own rules. */
class SharedEvaluationTest {
    private static final String SHOP = "src/test/resources/shop/aks-policy.yaml";

    /** How often each policy was asked. */
    private static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

    private static Policy counted(String id, String failing) {
        return new ResourcePolicy<Resource>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of(id, Severity.HIGH, "A rule that counts", "do it");
            }

            @Override
            public ViewType<Resource> view() {
                return ViewType.RESOURCE;
            }

            @Override
            public void evaluate(Resource resource, Judgement judgement) {
                ASKED.merge(id, 1, Integer::sum);
                if (resource.id().name().equals(failing)) {
                    judgement.fail(resource.root().at("metadata", "name"), "is what it must not be");
                }
            }
        };
    }

    @PolicyTests(SHOP)
    abstract static class Common {
        @PolicyRule
        static final Policy COMMON = counted("team/common", "");
    }

    static class First extends Common {
        @PolicyRule
        static final Policy FIRST = counted("team/first", "cart");
    }

    static class Second extends Common {
        @PolicyRule
        static final Policy SECOND = counted("team/second", "");
    }

    @PolicyTests(SHOP)
    static class Taken {
        @PolicyRule
        static final Policy SECOND = counted("team/second", "cart");
    }

    @BeforeEach
    void forget() {
        ASKED.clear();
    }

    /** Names of tests that fail, with the class before them. */
    private static List<String> failed(Class<?>... classes) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(
                        List.of(classes).stream().map(type -> selectClass(type)).toList())
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor()
                                .getUniqueId()
                                .getSegments()
                                .get(1)
                                .getValue()
                                .replaceAll(".*\\$", "")
                        + " " + event.getTestDescriptor().getLegacyReportingName())
                .filter(name -> name.contains(" team/"))
                .sorted()
                .toList();
    }

    @Test
    void whatClassesHaveInCommonIsAskedOnce() {
        failed(First.class);
        int alone = ASKED.get("team/common");
        ASKED.clear();

        List<String> failed = failed(First.class, Second.class);

        assertThat(ASKED).containsOnlyKeys("team/common", "team/first", "team/second");
        assertThat(ASKED.values()).containsOnly(alone);
        assertThat(failed)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("First ").contains(" > team/first > "));
    }

    /** Two rules of one id cannot be evaluated at once: each class then is by itself. */
    @Test
    void rulesOfOneIdStayApart() {
        assertThat(failed(Second.class, Taken.class))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("Taken "));
        assertThat(failed(Taken.class, Second.class))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("Taken "));
    }
}
