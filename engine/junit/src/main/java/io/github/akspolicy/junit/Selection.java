package io.github.akspolicy.junit;

import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FileSelector;

/** What a run was asked for. */
record Selection(EngineDiscoveryRequest request) {
    /** Whether nothing but policy tests was asked for, as far as classes and files say: a package may hold other tests. */
    boolean isOfPolicyTests() {
        return request.getSelectorsByType(DiscoverySelector.class).stream().allMatch(Selection::isOfPolicyTests);
    }

    private static boolean isOfPolicyTests(DiscoverySelector selector) {
        return selector instanceof ClassSelector named
                ? ReflectionSupport.tryToLoadClass(named.getClassName())
                        .toOptional()
                        .filter(ClassResolver.IS_POLICY_TESTS)
                        .isPresent()
                : selector instanceof FileSelector || selector instanceof DirectorySelector;
    }
}
