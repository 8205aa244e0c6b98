package io.github.akspolicy.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root. It has no source of its own: a class source here makes Surefire 3.5.4 and later run nothing. */
final class PolicyEngineDescriptor extends EngineDescriptor implements Node<PolicyExecutionContext> {
    PolicyEngineDescriptor(UniqueId uniqueId) {
        super(uniqueId, "aks-policy");
    }
}
