package io.github.akspolicy.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * A test. A tree of tests shows its short name below those of its containers; a list of tests, as build tools print it, shows the
 * one that tells it apart from others of its class. IDEs jump to its line, so its source is a file, but for {@link SurefireSource}.
 */
abstract class LeafDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    private final String reportingName;

    /**
     * @param displayName what is new below the containers
     * @param reportingName unique within its class
     */
    LeafDescriptor(UniqueId uniqueId, String displayName, String reportingName, @Nullable TestSource source) {
        super(uniqueId, displayName, source);
        this.reportingName = reportingName;
    }

    @Override
    public final Type getType() {
        return Type.TEST;
    }

    @Override
    public final String getLegacyReportingName() {
        return reportingName;
    }

    @Override
    public final Optional<TestSource> getSource() {
        Optional<TestSource> written = super.getSource();
        if (written.filter(MethodSource.class::isInstance).isPresent()) {
            return written;
        }
        return SurefireSource.of(this, reportingName).or(() -> written);
    }
}
