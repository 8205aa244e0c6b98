package io.github.akspolicy.spi;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the rules that test classes of a project bring, so that an evaluation outside of its tests knows them, too. Found by {@link
 * java.util.ServiceLoader} on the class path of the tests; {@code aks-policy-junit} brings the one there is.
 */
public interface TestRules {
    /**
     * What test classes bring.
     *
     * @param policies those that can be used
     * @param questions the rules that are no policies: only the tests ask them
     * @param problems what is wrong with others
     */
    record Found(List<Policy> policies, List<String> questions, List<Problem> problems) {
        public Found {
            policies = List.copyOf(policies);
            questions = List.copyOf(questions);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Finds the rules of all classes that read a configuration. Executes their static initializers and the methods that make rules,
     * as their tests do.
     *
     * @param loader has the test classes
     * @param roots folders and jars with test classes
     * @param folder the working directory of the tests
     * @param configuration the file that the classes must name
     */
    Found find(ClassLoader loader, List<Path> roots, Path folder, Path configuration);
}
