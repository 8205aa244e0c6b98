package io.github.akspolicy.junit;

import java.util.Optional;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/**
 * The JUnit door: runs {@link PolicyTests} classes. Discovery reads the configuration and renders nothing; execution
 * evaluates once per class and shows each policy on each resource as a test.
 *
 * <p>Only wiring, and no static state: a class that fails to initialize here would stop all other engines of the build.
 */
public final class AksPolicyTestEngine extends HierarchicalTestEngine<PolicyExecutionContext> {
    /** The engine id; also the prefix of its configuration parameters. */
    public static final String ID = "aks-policy";

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
        PolicyTestsDiscovery.resolve(request, root);
        return root;
    }

    @Override
    protected PolicyExecutionContext createExecutionContext(ExecutionRequest request) {
        return new PolicyExecutionContext();
    }
}
