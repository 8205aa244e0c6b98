package io.github.akspolicy.spi;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads policies that are written as files. Found by {@link java.util.ServiceLoader}; {@code aks-policy-policyfiles}
 * has the implementation.
 */
public interface PolicyReader {
    /** How the names of policy files end. */
    String SUFFIX = ".policy.yaml";

    /**
     * What a file holds.
     *
     * @param policies those that can be used
     * @param problems everything that is wrong with the file, each with its line
     */
    record PolicyFile(List<Policy> policies, List<Problem> problems) {
        public PolicyFile {
            policies = List.copyOf(policies);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a file. Nothing in it is executed, and nothing outside of the workspace is read.
     *
     * @param file an existing file
     */
    PolicyFile read(Path file, Workspace workspace);
}
