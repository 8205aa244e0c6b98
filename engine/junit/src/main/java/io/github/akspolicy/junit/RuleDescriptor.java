package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A {@link PolicyRule} method that asks environments or releases; each of them is a test below it. */
final class RuleDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    static final String SEGMENT = "rule";

    private final Class<?> testClass;
    private final Verification verification;
    private final RuleMethod rule;

    RuleDescriptor(UniqueId uniqueId, Class<?> testClass, Verification verification, RuleMethod rule) {
        super(uniqueId, rule.method().getName(), MethodSource.from(testClass, rule.method()));
        this.testClass = testClass;
        this.verification = verification;
        this.rule = rule;
    }

    Class<?> testClass() {
        return testClass;
    }

    Verification verification() {
        return verification;
    }

    RuleMethod rule() {
        return rule;
    }

    /** What it asks: environments, or releases. */
    List<UniqueId> questions() {
        List<String> values = rule.takesRelease()
                ? verification.releases().stream()
                        .filter(release -> rule.asks(release.environment()))
                        .map(ReleaseDescriptor::segmentValue)
                        .toList()
                : verification.environments().stream().filter(rule::asks).toList();
        return values.stream()
                .map(value -> getUniqueId().append(QuestionDescriptor.SEGMENT, value))
                .toList();
    }

    /** The test of an environment or release; empty when it does not ask that one. */
    Optional<QuestionDescriptor> question(UniqueId id) {
        if (!questions().contains(id)) {
            return Optional.empty();
        }
        String value = id.getLastSegment().getValue();
        if (!rule.takesRelease()) {
            return Optional.of(new QuestionDescriptor(id, this, value, null));
        }
        return verification.releases().stream()
                .filter(release -> ReleaseDescriptor.segmentValue(release).equals(value))
                .findFirst()
                .map(release -> new QuestionDescriptor(id, this, release.environment(), release));
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
