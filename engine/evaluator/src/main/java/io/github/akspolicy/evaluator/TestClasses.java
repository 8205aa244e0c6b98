package io.github.akspolicy.evaluator;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.spi.TestRules;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The compiled tests of a project, whose rules are evaluated, too. They are code of the project: an entry point names them only where
 * the build executes them anyway.
 *
 * @param classPath of the tests: absolute paths
 * @param roots those of it that hold test classes
 * @param folder the working directory of the tests
 */
public record TestClasses(List<String> classPath, List<String> roots, String folder) implements Serializable {
    /** No tests. */
    public static final TestClasses NONE = new TestClasses(List.of(), List.of(), "");

    public TestClasses {
        classPath = List.copyOf(classPath);
        roots = List.copyOf(roots);
    }

    /** A configuration with the rules of the tests. */
    record Extended(Verification verification, List<Problem> problems) {}

    /** Never closed: the code of policies is loaded when they are evaluated and reported. */
    ClassLoader loader(ClassLoader parent) {
        if (classPath.isEmpty()) {
            return parent;
        }
        var urls = new ArrayList<URL>();
        for (String entry : classPath) {
            try {
                urls.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), parent);
    }

    /** Adds the rules of the tests; one that cannot be added is its own problem, the others stand. */
    Extended extend(Verification verification, Path configuration, ClassLoader loader) {
        var problems = new ArrayList<Problem>();
        Verification extended = verification;
        if (!roots.isEmpty()) {
            try {
                for (TestRules rules : ServiceLoader.load(TestRules.class, loader)) {
                    TestRules.Found found =
                            rules.find(loader, roots.stream().map(Path::of).toList(), Path.of(folder), configuration);
                    problems.addAll(found.problems());
                    extended = extended.withQuestions(found.questions());
                    for (Policy policy : found.policies()) {
                        extended = with(policy, extended, problems);
                    }
                }
            } catch (ServiceConfigurationError | RuntimeException | LinkageError broken) {
                problems.add(new Problem(
                        "the rules of test classes cannot be loaded: " + SafeText.line(broken.toString()),
                        null,
                        "give the tests the same version of aks-policy as the plugin"));
            }
        }
        return new Extended(extended, problems);
    }

    private static Verification with(Policy policy, Verification verification, List<Problem> problems) {
        try {
            return verification.withPolicies(List.of(policy));
        } catch (ConfigurationException conflict) {
            problems.addAll(conflict.problems());
            return verification;
        }
    }
}
