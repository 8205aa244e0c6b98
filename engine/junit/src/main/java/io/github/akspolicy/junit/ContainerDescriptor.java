package io.github.akspolicy.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** A container whose tests are known, in whole or in part, when it is executed. */
abstract class ContainerDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    private boolean isFilled;

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

    @Override
    public void addChild(TestDescriptor child) {
        isFilled = true;
        super.addChild(child);
    }

    /** Whether filters, such as those of tags, decide about it. */
    boolean isFiltered() {
        return false;
    }

    /** What filters do not decide about stays, also with nothing below it: what is wrong with it fails in every run. */
    @Override
    public final void removeFromHierarchy() {
        if (isFiltered()) {
            super.removeFromHierarchy();
        }
    }

    /** Whether filters took away everything that discovery had found below it. */
    boolean isEmptied() {
        return isFilled
                && getChildren().stream()
                        .allMatch(child -> child instanceof ContainerDescriptor container && container.isEmptied());
    }
}
