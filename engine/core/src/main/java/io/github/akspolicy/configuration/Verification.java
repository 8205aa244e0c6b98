package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code aks-policy.yaml} asks for, checked and ready to run: the one entry point of every door.
 *
 * <p>Making one reads configuration only and never renders; {@link #evaluate(Progress)} does the work. A verification
 * is immutable and may be evaluated more than once.
 */
public final class Verification {
    /** The name of the configuration file. */
    public static final String FILE_NAME = "aks-policy.yaml";

    /** The environment of a configuration that names none. */
    public static final String DEFAULT_ENVIRONMENT = "default";

    private Verification() {}

    /**
     * Reads and checks a configuration file.
     *
     * @throws ConfigurationException with everything that is wrong, a missing file included
     */
    public static Verification load(Path configurationFile, Overrides overrides) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /**
     * A verification without configuration file: every chart and every manifest below a directory, in one environment,
     * judged by the profile {@code recommended}.
     *
     * @throws ConfigurationException when there is neither chart nor manifest, or an override is wrong
     */
    public static Verification scan(Path directory, Overrides overrides) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /**
     * This verification with more policies, which are on with their own severity and default settings.
     *
     * @throws ConfigurationException when one has the id of another policy
     */
    public Verification withPolicies(List<? extends Policy> added) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /** What paths in reports are relative to: the root of the repository. */
    public Workspace workspace() {
        throw new UnsupportedOperationException();
    }

    /** The environments in the order of the file, {@link #DEFAULT_ENVIRONMENT} when it names none. */
    public List<String> environments() {
        throw new UnsupportedOperationException();
    }

    /** Every source of every environment, in the order of the file; known without rendering. */
    public List<ReleaseId> releases() {
        throw new UnsupportedOperationException();
    }

    /** The policies that are on, sorted by id. */
    public List<ActivePolicy> policies() {
        throw new UnsupportedOperationException();
    }

    /** Every policy there is, on or off, sorted by id. */
    public List<Policy> knownPolicies() {
        throw new UnsupportedOperationException();
    }

    /** What fails the build. */
    public Thresholds thresholds() {
        throw new UnsupportedOperationException();
    }

    /** Reads and judges every release of every environment. A release without any resource is a problem. */
    public Evaluation evaluate(Progress progress) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads and judges the releases of one environment.
     *
     * @throws IllegalArgumentException when there is no such environment
     */
    public Evaluation evaluate(String environment, Progress progress) {
        throw new UnsupportedOperationException();
    }

    /**
     * What is in force and why: profile, thresholds, each policy with its severity and settings, each environment with
     * its releases; each with the line that says so. Holds no values of {@code set}.
     */
    public String explain() {
        throw new UnsupportedOperationException();
    }
}
