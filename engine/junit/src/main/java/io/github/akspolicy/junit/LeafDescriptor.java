package io.github.akspolicy.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * A test. IDEs jump to its line, so its source is a file. Surefire counts methods of classes: up to 3.2 it reports other tests
 * under the name of their container, and 3.5.3 drops them, failed ones included, from a build that is green. Where it runs the
 * engine, the source is therefore the class with the name of the test as its method.
 */
abstract class LeafDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    /** Never null: the milestones of Surefire 3.0 read it without asking. */
    private static final String NO_PARAMETERS = "";

    LeafDescriptor(UniqueId uniqueId, String displayName, @Nullable TestSource source) {
        super(uniqueId, displayName, source);
    }

    @Override
    public final Type getType() {
        return Type.TEST;
    }

    @Override
    public final Optional<TestSource> getSource() {
        Optional<TestSource> written = super.getSource();
        if (written.filter(MethodSource.class::isInstance).isPresent()) {
            return written;
        }
        Optional<ClassSource> owner = Optional.empty();
        for (TestDescriptor above = getParent().orElse(null);
                above != null;
                above = above.getParent().orElse(null)) {
            if (owner.isEmpty()) {
                owner = above.getSource().filter(ClassSource.class::isInstance).map(ClassSource.class::cast);
            }
            if (above instanceof PolicyEngineDescriptor engine) {
                return engine.countsMethods() && owner.isPresent()
                        ? Optional.of(MethodSource.from(owner.get().getClassName(), getDisplayName(), NO_PARAMETERS))
                        : written;
            }
        }
        return written;
    }
}
