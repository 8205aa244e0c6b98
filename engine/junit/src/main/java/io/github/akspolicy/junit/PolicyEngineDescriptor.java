package io.github.akspolicy.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root. It has no source of its own: a class source here makes Surefire 3.5.4 and later run nothing. */
final class PolicyEngineDescriptor extends EngineDescriptor implements Node<PolicyExecutionContext> {
    private static final String SUREFIRE = "org.apache.maven.surefire.";
    /** Tests of engines ask by it; what runs those tests does not count theirs. */
    private static final String TEST_KIT = "org.junit.platform.testkit.";

    private final boolean countsMethods;
    private final SharedVerifications shared = new SharedVerifications();

    PolicyEngineDescriptor(UniqueId uniqueId) {
        super(uniqueId, "aks-policy");
        // discovery runs on the thread of what asks for it; no property says so in the JVM of Maven itself (forkCount
        // 0)
        countsMethods = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith(SUREFIRE) || name.startsWith(TEST_KIT))
                        .findFirst())
                .filter(name -> name.startsWith(SUREFIRE))
                .isPresent();
    }

    /** Which classes are evaluated together. */
    SharedVerifications shared() {
        return shared;
    }

    /** Whether Surefire or Failsafe runs the engine, which count methods of classes and nothing else for sure. */
    boolean countsMethods() {
        return countsMethods;
    }
}
