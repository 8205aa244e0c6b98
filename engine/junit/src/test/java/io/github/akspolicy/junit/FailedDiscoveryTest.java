package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A discovery that breaks is a failing test of the class that was asked for: build tools count no other. */
class FailedDiscoveryTest {
    @PolicyTests
    static class Policies {}

    static class Ordinary {}

    /** What a version of JUnit does that lacks something. */
    private record Broken(List<DiscoverySelector> selectors) implements EngineDiscoveryRequest {
        @Override
        public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
            return selectors.stream().filter(type::isInstance).map(type::cast).toList();
        }

        @Override
        public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
            return List.of();
        }

        @Override
        public ConfigurationParameters getConfigurationParameters() {
            throw new NoClassDefFoundError("org/junit/platform/Newer");
        }
    }

    private static TestDescriptor discover(DiscoverySelector... selectors) {
        return new AksPolicyTestEngine()
                .discover(new Broken(List.of(selectors)), UniqueId.forEngine(AksPolicyTestEngine.ID));
    }

    private static void assertBelow(TestDescriptor root, Class<?> expected) {
        assertThat(root.getChildren()).singleElement().satisfies(owner -> {
            assertThat(owner.getSource()).contains(ClassSource.from(expected.getName()));
            assertThat(owner.getLegacyReportingName()).isEqualTo(expected.getName());
            assertThat(owner.getChildren()).singleElement().matches(TestDescriptor::isTest);
        });
    }

    @Test
    void itBelongsToTheClassWithPolicyTests() {
        assertBelow(discover(selectClass(Ordinary.class), selectClass(Policies.class)), Policies.class);
        assertBelow(discover(selectClass(Ordinary.class)), Ordinary.class);
    }

    @Test
    void itBelongsToTheClassThatIsRunAgain() {
        assertBelow(
                discover(selectUniqueId(UniqueId.forEngine(AksPolicyTestEngine.ID)
                        .append(PolicyTestsDescriptor.SEGMENT, Policies.class.getName()))),
                Policies.class);
    }

    @Test
    void withoutClassesItStandsAlone() {
        assertThat(discover(selectFile("aks-policy.yaml")).getChildren())
                .singleElement()
                .matches(TestDescriptor::isTest);
    }
}
