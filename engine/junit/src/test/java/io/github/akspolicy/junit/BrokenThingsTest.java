package io.github.akspolicy.junit;

import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.policy.fluent.Condition;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.spi.PolicyProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Whatever is broken is one clear failing test each, and the rest runs. */
class BrokenThingsTest {
    @PolicyTests("src/test/resources/shop/aks-policy.yaml")
    static class Broken {
        @PolicyRule
        static final Policy THROWS = Policies.workloads()
                .that(io.github.akspolicy.policy.fluent.Conditions.beNamed("cart"))
                .must(Condition.satisfy("be fine", resource -> {
                    throw new IllegalStateException("boom");
                }))
                .as("team/throws");

        @PolicyRule
        static final Policy FIRST = Policies.workloads().must(haveLabel("a")).as("team/taken");

        @PolicyRule
        static final Policy SECOND = Policies.workloads().must(haveLabel("b")).as("team/taken");

        @PolicyRule
        static final Policy UNDECLARED = new UndeclaredIndex();

        @PolicyRule
        static Policy fails() {
            throw new IllegalArgumentException("cannot be made");
        }
    }

    private static final class UndeclaredIndex implements EnvironmentPolicy<PodIdentity> {
        private static final Index<NamespacedName, PodIdentity> PODS =
                new Index<>("pod identities", PodIdentity::of, PodIdentity::serviceAccount);
        private static final Index<NamespacedName, ServiceAccount> ACCOUNTS =
                new Index<>("service accounts", ServiceAccount::of, ServiceAccount::key);

        @Override
        public PolicyInfo info() {
            return PolicyInfo.of("team/undeclared", Severity.HIGH, "A rule", "fix it");
        }

        @Override
        public Index<?, PodIdentity> subject() {
            return PODS;
        }

        @Override
        public Set<Index<?, ?>> reads() {
            return Set.of();
        }

        @Override
        public void evaluate(PodIdentity fact, Indexes indexes, Judgement judgement) {
            indexes.all(ACCOUNTS);
        }
    }

    private static String outcome(Event event) {
        return event.getTestDescriptor().getLegacyReportingName() + ": "
                + event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse("");
    }

    @Test
    void eachIsOneFailingTestAndTheRestRuns() {
        var results = EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(Broken.class))
                .execute();
        List<String> failed =
                results.testEvents().failed().map(BrokenThingsTest::outcome).toList();

        assertThat(failed.stream().filter(text -> text.contains("team/throws")))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text)
                        .contains(" > team/throws > Deployment cart in ")
                        .contains("k8s/cart.yaml:1:1: policy team/throws failed on Deployment cart:"
                                + " java.lang.IllegalStateException at ")
                        .doesNotContain("boom"));
        assertThat(failed.stream().filter(text -> text.contains("the id team/taken is that of two policies")))
                .hasSize(1);
        assertThat(failed.stream().filter(text -> text.contains(" > team/taken > ")))
                .as("the one that was first runs")
                .hasSize(4);
        assertThat(failed.stream().filter(text -> text.contains("team/undeclared")))
                .hasSize(4)
                .allSatisfy(text ->
                        assertThat(text).contains("asks for the index \"service accounts\" but does not declare it"));
        assertThat(failed.stream().filter(text -> text.contains("Broken.fails throws")))
                .hasSize(1);
        // and two findings of the built-in policies
        assertThat(failed).hasSize(2 + 1 + 4 + 4 + 1 + 2);
    }

    /** One workload in one environment, so that whatever is broken can be counted. */
    @PolicyTests(
            value = "src/test/resources/broken/aks-policy.yaml",
            policyTests = "src/test/resources/broken/policies")
    static class Once {
        @PolicyRule
        static final Policy THROWS = Broken.THROWS;

        @PolicyRule
        static final Policy FIRST = Policies.workloads().must(haveLabel("a")).as("team/taken");

        @PolicyRule
        static final Policy SECOND = Policies.workloads().must(haveLabel("b")).as("team/taken");

        @PolicyRule
        static final Policy UNDECLARED = new UndeclaredIndex();
    }

    @Test
    void eachCauseIsExactlyOneLeaf() {
        var results = EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectClass(Once.class))
                .execute();

        assertThat(results.testEvents().failed().map(BrokenThingsTest::outcome))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains("the id team/taken is that of two policies: ")
                                .contains("rename one of them"),
                        text -> assertThat(text)
                                .contains("k8s/cart.yaml:1:1: policy team/throws failed on Deployment cart:"
                                        + " java.lang.IllegalStateException at "),
                        text -> assertThat(text)
                                .contains("asks for the index \"service accounts\" but does not declare it"),
                        text -> assertThat(text).contains("unreadable.policytest.yaml:"),
                        text -> assertThat(text)
                                .as("the first of those with one id runs")
                                .contains(" > team/taken > Deployment cart"));
        assertThat(results.testEvents()
                        .succeeded()
                        .map(event -> event.getTestDescriptor().getLegacyReportingName()))
                .anySatisfy(name -> assertThat(name).contains(" > pod/privileged > Deployment cart"))
                .anySatisfy(name -> assertThat(name).contains("a privileged container is found"));
    }

    /** The class is not initialized: what is wrong is said once, with its line, and not of its first rule or of another. */
    @PolicyTests("src/test/resources/broken/aks-policy.yaml")
    static class InvalidId {
        @PolicyRule
        static final Policy FIRST = Policies.workloads().must(haveLabel("a")).as("team/first");

        @PolicyRule
        static final Policy SECOND = Policies.workloads().must(haveLabel("b")).as("Not an id");

        @PolicyRule
        static final Policy THIRD = Policies.workloads().must(haveLabel("c")).as("team/third");
    }

    @Test
    void anInvalidIdIsNamedOnceWithItsLine() {
        for (int run = 1; run <= 2; run++) {
            var results = EngineTestKit.engine(AksPolicyTestEngine.ID)
                    .selectors(selectClass(InvalidId.class))
                    .execute();

            assertThat(results.testEvents()
                            .failed()
                            .map(BrokenThingsTest::outcome)
                            .filter(text -> text.contains("InvalidId")))
                    .as("run " + run)
                    .singleElement()
                    .asString()
                    .contains("InvalidId cannot be initialized (BrokenThingsTest.java:", "a policy id has the form")
                    .contains("group/kebab-name, not \"Not an id\"")
                    .contains("none of its rules is evaluated");
        }
    }

    /** A provider that cannot make its policies. */
    public static final class WithInvalidId implements PolicyProvider {
        @Override
        public List<Policy> policies() {
            return List.of(Policies.workloads().must(haveLabel("c")).as("cost center"));
        }

        @Override
        public Optional<String> documentation(String id) {
            return Optional.empty();
        }
    }

    /** A provider whose catalogue is not in its jar. */
    public static final class WithoutCatalogue implements PolicyProvider {
        @Override
        public List<Policy> policies() {
            return List.of();
        }

        @Override
        public List<Standard> standards() {
            throw new IllegalStateException("the catalogue contoso.yaml is not there");
        }

        @Override
        public Optional<String> documentation(String id) {
            return Optional.empty();
        }
    }

    /** Also where no report asks for it. */
    @Test
    void aCatalogueThatCannotBeReadIsAnErrorOfTheConfiguration() {
        var loader = new WithProvider(BrokenThingsTest.class.getClassLoader(), WithoutCatalogue.class);

        assertThatThrownBy(() -> Verification.load(
                        Path.of("src/test/resources/broken/aks-policy.yaml"), Overrides.NONE.classLoader(loader)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the policies of " + WithoutCatalogue.class.getName() + " cannot be loaded: ")
                .hasMessageContaining("the catalogue contoso.yaml is not there");
    }

    @Test
    void anInvalidIdOfAProviderIsNamedWithItsLine() throws Exception {
        var loader = new WithProvider(BrokenThingsTest.class.getClassLoader(), WithInvalidId.class);

        assertThatThrownBy(() -> Verification.load(
                        Path.of("src/test/resources/broken/aks-policy.yaml"), Overrides.NONE.classLoader(loader)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the policies of " + WithInvalidId.class.getName() + " cannot be loaded: ")
                .hasMessageContaining("a policy id has the form group/kebab-name, not \"cost center\"")
                .hasMessageContaining(" at BrokenThingsTest.java:")
                .hasMessageNotContaining("unexpectedly");
    }

    /** Two jars that bring a policy of one id: a fault of the class path, which no class can name. */
    @Test
    void anIdThatTwoProvidersClaimIsOneLeafAndTheRestRuns() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new WithProvider(before, Twice.class));
        try {
            var results = EngineTestKit.engine(AksPolicyTestEngine.ID)
                    .selectors(org.junit.platform.engine.discovery.DiscoverySelectors.selectFile(
                            "src/test/resources/broken/aks-policy.yaml"))
                    .execute();
            assertThat(results.testEvents().failed().map(BrokenThingsTest::outcome))
                    .singleElement()
                    .asString()
                    .contains("the id pod/privileged is that of two policies: ");
            assertThat(results.testEvents()
                            .succeeded()
                            .map(event -> event.getTestDescriptor().getLegacyReportingName()))
                    .anySatisfy(name -> assertThat(name).contains(" > pod/privileged > Deployment cart"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A provider of a policy whose id is built in. */
    public static final class Twice implements PolicyProvider {
        @Override
        public List<Policy> policies() {
            return List.of(Policies.workloads().must(haveLabel("c")).as("pod/privileged"));
        }

        @Override
        public Optional<String> documentation(String id) {
            return Optional.empty();
        }
    }

    /** A class path with one more provider of policies. */
    private static final class WithProvider extends ClassLoader {
        private final Class<?> provider;

        WithProvider(ClassLoader parent, Class<?> provider) {
            super(parent);
            this.provider = provider;
        }

        @Override
        protected java.util.Enumeration<java.net.URL> findResources(String name) throws java.io.IOException {
            if (!name.equals("META-INF/services/" + PolicyProvider.class.getName())) {
                return java.util.Collections.emptyEnumeration();
            }
            var file = java.nio.file.Files.createTempFile("provider", ".txt");
            file.toFile().deleteOnExit();
            java.nio.file.Files.writeString(file, provider.getName());
            return java.util.Collections.enumeration(List.of(file.toUri().toURL()));
        }
    }
}
