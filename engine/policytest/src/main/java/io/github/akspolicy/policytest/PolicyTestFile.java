package io.github.akspolicy.policytest;

import io.github.akspolicy.source.Problem;
import java.util.List;

/**
 * A {@code *.policytest.yaml} file: cases of a policy without Java.
 *
 * @param path relative to the root of the repository
 * @param cases those that can be run, in the order of the file
 * @param problems everything that is wrong with the file, sorted by place
 */
public record PolicyTestFile(String path, List<PolicyTestCase> cases, List<Problem> problems) {
    /** How the names of such files end. */
    public static final String SUFFIX = ".policytest.yaml";

    public PolicyTestFile {
        cases = List.copyOf(cases);
        problems = List.copyOf(problems);
    }
}
