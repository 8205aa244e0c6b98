package io.github.akspolicy.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;

/** Turns selectors into descriptors; each kind of selector has its resolver. Reads files, renders nothing. */
final class PolicyTestsDiscovery {
    private PolicyTestsDiscovery() {}

    static void resolve(EngineDiscoveryRequest request, PolicyEngineDescriptor root) {
        var warnings = DiscoveryWarnings.of(request, root.getUniqueId());
        var configurations = new Configurations(request.getConfigurationParameters(), root.shared());
        EngineDiscoveryRequestResolver.builder()
                .addClassContainerSelectorResolver(ClassResolver.IS_POLICY_TESTS)
                .addSelectorResolver(
                        new ClassResolver(configurations, warnings, new Selection(request).isOfPolicyTests()))
                .addSelectorResolver(new FileResolver(configurations, warnings))
                .addSelectorResolver(new ReleaseResolver())
                .build()
                .resolve(request, root);
    }
}
