package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;

/**
 * Compares a change with an older state of its repository. Found by {@link java.util.ServiceLoader}; {@code aks-policy-changes}
 * brings the one there is.
 */
public interface BaseComparison {
    /**
     * What to compare with what.
     *
     * @param configuration the configuration file of the change
     * @param base a branch, tag or commit
     * @param onlyNew whether findings that were there before fail nothing
     * @param overrides those of the change
     */
    record Request(Path configuration, String base, boolean onlyNew, Overrides overrides) {}

    /**
     * What evaluates the change: its own configuration under the gate of the base, or that of the base.
     *
     * @param verification what the configuration of the change says
     * @throws ConfigurationException when the base, or its configuration, cannot be read
     */
    Verification verification(Request request, Verification verification) throws ConfigurationException;

    /**
     * The evaluation with what is new in it, and with what the change makes weaker.
     *
     * @param verification what was evaluated
     * @throws ConfigurationException when the base cannot be read
     */
    Evaluation compare(Request request, Verification verification, Evaluation evaluation, Progress progress)
            throws ConfigurationException;
}
