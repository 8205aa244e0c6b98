package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.Problem;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * Resolves {@link PolicyTests} classes and the methods in them that ask environments.
 *
 * @param isAlone whether the run selects nothing but policy tests
 */
record ClassResolver(Configurations configurations, DiscoveryWarnings warnings, boolean isAlone)
        implements SelectorResolver {
    static final Predicate<Class<?>> IS_POLICY_TESTS =
            candidate -> AnnotationSupport.isAnnotated(candidate, PolicyTests.class)
                    && !Modifier.isAbstract(candidate.getModifiers());

    private static final String JUPITER = "org.junit.jupiter.";

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        if (!IS_POLICY_TESTS.test(selector.getJavaClass())) {
            return Resolution.unresolved();
        }
        reportAnnotations(selector.getJavaClass(), ClassSource.from(selector.getJavaClass()));
        return context.addToParent(parent -> Optional.of(testClass(parent, selector.getJavaClass())))
                .map(added -> Resolution.match(Match.exact(added, () -> FileResolver.selectors(added.children()))))
                .orElseGet(Resolution::unresolved);
    }

    /** An IDE that runs one method: what the method asks, and nothing else of the class. */
    @Override
    public Resolution resolve(MethodSelector selector, Context context) {
        Class<?> testClass = selector.getJavaClass();
        if (!IS_POLICY_TESTS.test(testClass)
                || !AnnotationSupport.isAnnotated(selector.getJavaMethod(), PolicyRule.class)) {
            return Resolution.unresolved();
        }
        reportAnnotations(selector.getJavaMethod(), MethodSource.from(testClass, selector.getJavaMethod()));
        return context.addToParent(
                        () -> DiscoverySelectors.selectClass(testClass),
                        parent -> parent instanceof PolicyTestsDescriptor owner
                                ? owner.rule(selector.getJavaMethod())
                                : Optional.empty())
                .map(added -> Resolution.match(Match.exact(added, () -> FileResolver.selectors(added.questions()))))
                .orElseGet(Resolution::unresolved);
    }

    /** What people know from JUnit Jupiter would be passed over in silence. */
    private void reportAnnotations(AnnotatedElement element, TestSource source) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getName().startsWith(JUPITER)) {
                warnings.report(
                        "@" + type.getSimpleName() + " of JUnit Jupiter means nothing on " + element
                                + ": the engine of policies still runs it. Exemptions leave findings out, tags of"
                                + " @PolicyRule and -Dgroups select",
                        source);
            }
        }
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case PolicyTestsDescriptor.SEGMENT -> resolve(DiscoverySelectors.selectClass(last.getValue()), context);
            case RuleDescriptor.SEGMENT ->
                context.addToParent(
                                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                                parent -> parent instanceof PolicyTestsDescriptor owner
                                        ? owner.rule(id)
                                        : Optional.empty())
                        .map(added ->
                                Resolution.match(Match.exact(added, () -> FileResolver.selectors(added.questions()))))
                        .orElseGet(Resolution::unresolved);
            case QuestionDescriptor.SEGMENT ->
                context.addToParent(
                                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                                parent ->
                                        parent instanceof RuleDescriptor owner ? owner.question(id) : Optional.empty())
                        .map(added -> Resolution.match(Match.exact(added)))
                        .orElseGet(Resolution::unresolved);
            default -> Resolution.unresolved();
        };
    }

    private PolicyTestsDescriptor testClass(TestDescriptor parent, Class<?> testClass) {
        UniqueId id = parent.getUniqueId().append(PolicyTestsDescriptor.SEGMENT, testClass.getName());
        PolicyTests settings =
                AnnotationSupport.findAnnotation(testClass, PolicyTests.class).orElseThrow();
        PolicyRules rules = PolicyRules.of(testClass);
        List<Path> files = FileResolver.policyTests(Path.of(settings.policyTests()));
        var problems = new ArrayList<Problem>();
        rules.invalid().forEach(rule -> problems.add(Problem.of(rule.getMessage())));
        if (rules.methods().stream()
                        .anyMatch(rule -> !Modifier.isStatic(rule.method().getModifiers()))
                && Stream.of(testClass.getDeclaredConstructors())
                        .noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            problems.add(Problem.of("@PolicyTests " + testClass.getName()
                    + " has no constructor without parameters, so its methods cannot be called"
                    + (testClass.isMemberClass() ? ": make it static" : "")));
        }
        if (!settings.policyTests().equals(PolicyTests.DEFAULT_FOLDER) && files.isEmpty()) {
            problems.add(Problem.of("@PolicyTests " + testClass.getName() + " names the folder "
                    + settings.policyTests() + ", which holds no " + "*.policytest.yaml"));
        }
        if (settings.value().isEmpty()) {
            checkAlone(testClass, rules, files, problems);
            return new PolicyTestsDescriptor(
                    id, testClass, Path.of(Verification.FILE_NAME), null, rules, files, problems, isAlone);
        }
        Path configuration = Path.of(settings.value());
        Configurations.Loaded loaded = configurations.load(configuration, rules, testClass);
        problems.addAll(0, loaded.problems());
        return new PolicyTestsDescriptor(
                id, testClass, configuration, loaded.verification(), rules, files, problems, isAlone);
    }

    /** A class without configuration has nothing but policy tests to run. */
    private static void checkAlone(Class<?> testClass, PolicyRules rules, List<Path> files, List<Problem> problems) {
        if (!rules.methods().isEmpty()) {
            problems.add(Problem.of("@PolicyRule methods of " + testClass.getName()
                    + " ask environments, but the class has no configuration: name it in @PolicyTests"));
        }
        if (files.isEmpty() && problems.isEmpty()) {
            boolean isThere = Files.isDirectory(Path.of(PolicyTests.DEFAULT_FOLDER));
            problems.add(
                    Problem.of("@PolicyTests " + testClass.getName() + " has nothing to test: no configuration, and "
                            + (isThere ? "no *.policytest.yaml in " : "no folder ") + PolicyTests.DEFAULT_FOLDER));
        }
    }
}
