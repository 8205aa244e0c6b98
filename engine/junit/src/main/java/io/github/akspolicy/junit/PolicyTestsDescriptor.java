package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A {@link PolicyTests} class: the container that build tools report under. */
final class PolicyTestsDescriptor extends AbstractTestDescriptor implements Node<PolicyExecutionContext> {
    static final String SEGMENT = "class";

    private final Class<?> testClass;
    private final @Nullable Verification verification;
    private final List<RuleMethod> rules;
    private final List<Problem> problems;

    /**
     * @param verification null when the configuration cannot be read
     * @param rules the methods that ask environments
     * @param problems of the configuration and of rules
     */
    PolicyTestsDescriptor(
            UniqueId uniqueId,
            Class<?> testClass,
            @Nullable Verification verification,
            List<RuleMethod> rules,
            List<Problem> problems) {
        super(uniqueId, testClass.getSimpleName(), ClassSource.from(testClass));
        this.testClass = testClass;
        this.verification = verification;
        this.rules = rules;
        this.problems = problems;
    }

    Optional<Verification> verification() {
        return Optional.ofNullable(verification);
    }

    List<RuleMethod> rules() {
        return rules;
    }

    /** The container of a method that asks environments; empty when there is none of this id. */
    Optional<RuleDescriptor> rule(UniqueId id) {
        return verification()
                .flatMap(known -> rules.stream()
                        .filter(rule -> rule.id().equals(id.getLastSegment().getValue()))
                        .findFirst()
                        .map(rule -> new RuleDescriptor(id, testClass, known, rule)));
    }

    Optional<ReleaseId> release(String value) {
        return verification().stream()
                .flatMap(known -> known.releases().stream())
                .filter(release -> ReleaseDescriptor.segmentValue(release).equals(value))
                .findFirst();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    /** The class name in reports: Surefire takes it from here. */
    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests)
            throws InterruptedException {
        ProblemDescriptor.runAll(this, "configuration", problems, null, tests);
        Verification known = verification;
        if (known != null) {
            // problems that belong to no release: a configuration that yields nothing, for one
            var homeless = context.evaluation(known).problems().stream()
                    .filter(problem -> problem.releases().isEmpty())
                    .map(problem -> problem.problem())
                    .toList();
            ProblemDescriptor.runAll(this, "input", homeless, known.workspace(), tests);
            ExemptionDescriptor.runAll(this, context.evaluation(known).findings(), known.workspace(), tests);
        }
        return context;
    }
}
