package io.github.akspolicy.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** A container whose tests are known, in whole or in part, when it is executed. */
abstract class ContainerDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    ContainerDescriptor(UniqueId uniqueId, String displayName, @Nullable TestSource source) {
        super(uniqueId, displayName, source);
    }

    @Override
    public final Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public final boolean mayRegisterTests() {
        return true;
    }
}
