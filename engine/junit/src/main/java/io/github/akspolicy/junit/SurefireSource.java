package io.github.akspolicy.junit;

import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * The source that Surefire is given. It counts methods of classes: up to 3.2 it reports other tests under the name of their
 * container, and 3.5.3 drops them, failed ones included, from a build that is green. Its {@code -Dtest=Class#method} leaves in what
 * is not a method. Where it runs the engine, the source is therefore the class with a name as its method.
 */
final class SurefireSource {
    /** Never null: the milestones of Surefire 3.0 read it without asking. */
    private static final String NO_PARAMETERS = "";

    private SurefireSource() {}

    /** The source below a class that Surefire runs; empty elsewhere, and below no class. */
    static Optional<TestSource> of(TestDescriptor descriptor, String name) {
        Optional<ClassSource> owner = Optional.empty();
        for (TestDescriptor above = descriptor.getParent().orElse(null);
                above != null;
                above = above.getParent().orElse(null)) {
            if (owner.isEmpty()) {
                owner = above.getSource().filter(ClassSource.class::isInstance).map(ClassSource.class::cast);
            }
            if (above instanceof PolicyEngineDescriptor engine) {
                return engine.countsMethods()
                        ? owner.map(type -> MethodSource.from(type.getClassName(), name, NO_PARAMETERS))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether Surefire runs this. */
    static boolean isSurefire(TestDescriptor descriptor) {
        TestDescriptor root = descriptor;
        while (root.getParent().isPresent()) {
            root = root.getParent().get();
            if (root instanceof PolicyEngineDescriptor engine) {
                return engine.countsMethods();
            }
        }
        return false;
    }
}
