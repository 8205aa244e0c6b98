package io.github.akspolicy.junit;

import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.support.config.PrefixedConfigurationParameters;
import org.junit.platform.engine.support.hierarchical.ForkJoinPoolHierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;

/** Runs tests on several threads. A class of its own, so that others of JUnit 7 and later can do without this executor. */
final class ParallelExecution {
    private ParallelExecution() {}

    /**
     * The executor that both JUnit 5.14 and 6 have.
     *
     * @param prefix of the parameters {@code strategy}, {@code fixed.parallelism} and so on, as JUnit Jupiter has them
     */
    @SuppressWarnings("deprecation") // its factory came with JUnit 6.1, which 5.14 does not have
    static HierarchicalTestExecutorService of(ConfigurationParameters parameters, String prefix) {
        return new ForkJoinPoolHierarchicalTestExecutorService(new PrefixedConfigurationParameters(parameters, prefix));
    }
}
