package io.github.akspolicy.junit;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.spi.TestRules;
import java.lang.reflect.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The rules of all {@link PolicyTests} classes of a class path. */
public final class ClassPathRules implements TestRules {
    @Override
    public Found find(ClassLoader loader, List<Path> roots, Path folder, Path configuration) {
        var policies = new ArrayList<Policy>();
        Set<String> questions = new TreeSet<>();
        var problems = new ArrayList<Problem>();
        // what classes inherit is one rule
        Set<Member> known = new HashSet<>();
        for (Class<?> testClass : classes(loader, roots)) {
            if (reads(testClass, folder, configuration)) {
                PolicyRules rules = PolicyRules.of(testClass, known);
                policies.addAll(rules.policies());
                rules.methods()
                        .forEach(rule ->
                                questions.add(rule.method().getDeclaringClass().getSimpleName() + "."
                                        + rule.method().getName()));
                rules.invalid().forEach(rule -> problems.add(Problem.of(rule.getMessage())));
            }
        }
        return new Found(policies, List.copyOf(questions), problems);
    }

    /** The platform looks classes up with the class loader of the thread. */
    private static List<Class<?>> classes(ClassLoader loader, List<Path> roots) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return roots.stream()
                    .flatMap(
                            root -> ReflectionSupport.findAllClassesInClasspathRoot(
                                    root.toUri(), ClassResolver.IS_POLICY_TESTS, name -> true)
                                    .stream())
                    .toList();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static boolean reads(Class<?> testClass, Path folder, Path configuration) {
        return AnnotationSupport.findAnnotation(testClass, PolicyTests.class)
                .map(PolicyTests::value)
                .filter(file -> !file.isEmpty())
                .filter(file -> folder.resolve(file).normalize().equals(configuration.normalize()))
                .isPresent();
    }
}
