package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A {@link PolicyTests} class: the container that build tools report under. */
final class PolicyTestsDescriptor extends VerificationDescriptor {
    static final String SEGMENT = "class";

    private final Class<?> testClass;
    private final PolicyRules rules;
    private final List<Path> files;

    /**
     * @param configuration the configuration file, or where it would be
     * @param verification null when there is none, or when it cannot be read
     * @param rules what the class itself brings
     * @param files the policy test files of the class, sorted
     * @param problems of the configuration and of rules
     * @param isAlone whether the run selects nothing but policy tests
     */
    PolicyTestsDescriptor(
            UniqueId uniqueId,
            Class<?> testClass,
            Path configuration,
            @Nullable Verification verification,
            PolicyRules rules,
            List<Path> files,
            List<Problem> problems,
            boolean isAlone) {
        super(
                uniqueId,
                testClass.getSimpleName(),
                ClassSource.from(testClass),
                configuration,
                verification,
                problems,
                isAlone);
        this.testClass = testClass;
        this.rules = rules;
        this.files = List.copyOf(files);
    }

    /** The ids of everything below it. */
    List<UniqueId> children() {
        var children = new ArrayList<>(releases());
        if (verification().isPresent()) {
            rules.methods().forEach(rule -> children.add(getUniqueId().append(RuleDescriptor.SEGMENT, rule.id())));
        }
        files.forEach(file ->
                children.add(getUniqueId().append(PolicyTestFileDescriptor.SEGMENT, FileResolver.segmentValue(file))));
        return children;
    }

    /** The container of a method that asks environments; empty when there is none of this id. */
    Optional<RuleDescriptor> rule(UniqueId id) {
        return verification()
                .flatMap(known -> rules.methods().stream()
                        .filter(rule -> rule.id().equals(id.getLastSegment().getValue()))
                        .findFirst()
                        .map(rule -> new RuleDescriptor(id, testClass, known, rule)));
    }

    /** The container of this method; empty when it asks nothing. */
    Optional<RuleDescriptor> rule(Method method) {
        return rules.methods().stream()
                .filter(rule -> rule.method().equals(method))
                .findFirst()
                .flatMap(rule -> rule(getUniqueId().append(RuleDescriptor.SEGMENT, rule.id())));
    }

    /** The file of this id; empty when it is none of the class. */
    Optional<Path> file(UniqueId id) {
        return files.stream()
                .filter(file -> FileResolver.segmentValue(file)
                        .equals(id.getLastSegment().getValue()))
                .findFirst();
    }

    /** The policies that test files may name: those of the configuration, else those of the class path and the class. */
    List<Policy> policies() {
        return verification().map(Verification::knownPolicies).orElseGet(() -> {
            var policies = new ArrayList<Policy>(FileResolver.policies(testClass.getClassLoader()));
            policies.addAll(rules.policies());
            return policies;
        });
    }

    /** The class name in reports: Surefire takes it from here. */
    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }
}
