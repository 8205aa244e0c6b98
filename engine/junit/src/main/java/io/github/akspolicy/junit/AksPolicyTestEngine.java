package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.ToolError;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.ThrowableCollector;

/**
 * The JUnit entry point: runs {@link PolicyTests} classes. Discovery reads the configuration and renders nothing;
 * execution evaluates once per class and shows each policy on each resource as a test.
 *
 * <p>Only wiring, and no static state: a class that fails to initialize here would stop all other engines of the build.
 */
public final class AksPolicyTestEngine extends HierarchicalTestEngine<PolicyExecutionContext> {
    /** The engine id; also the prefix of its configuration parameters. */
    public static final String ID = "aks-policy";

    private static final String PARALLEL = "aks-policy.execution.parallel.";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Optional<String> getGroupId() {
        return Optional.of("io.github.akspolicy");
    }

    @Override
    public Optional<String> getArtifactId() {
        return Optional.of("aks-policy-junit");
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        var root = new PolicyEngineDescriptor(uniqueId);
        try {
            PolicyTestsDiscovery.resolve(request, root);
        } catch (RuntimeException | Error unexpected) {
            // thrown further, its text would reach the log as it stands
            UndiscoveredDescriptor.add(request, root, ToolError.problem("discovery of policy tests", unexpected));
        }
        return root;
    }

    /** One test after the other, unless {@code aks-policy.execution.parallel.enabled} is true. */
    @Override
    protected HierarchicalTestExecutorService createExecutorService(ExecutionRequest request) {
        return request.getConfigurationParameters()
                        .getBoolean(PARALLEL + "enabled")
                        .orElse(false)
                ? ParallelExecution.of(request.getConfigurationParameters(), PARALLEL + "config.")
                : super.createExecutorService(request);
    }

    @Override
    protected ThrowableCollector.Factory createThrowableCollectorFactory(ExecutionRequest request) {
        return NeutralThrowables::new;
    }

    @Override
    protected PolicyExecutionContext createExecutionContext(ExecutionRequest request) {
        ConfigurationParameters parameters = request.getConfigurationParameters();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SharedVerifications shared = request.getRootTestDescriptor() instanceof PolicyEngineDescriptor root
                ? root.shared()
                : new SharedVerifications();
        return new PolicyExecutionContext(Base.of(parameters, Configurations.overrides(parameters, loader)), shared);
    }
}
