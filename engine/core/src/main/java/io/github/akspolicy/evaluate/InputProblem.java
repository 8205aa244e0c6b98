package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.Serializable;
import java.util.List;

/**
 * Something that could not be read, rendered or judged.
 *
 * @param problem what and where
 * @param releases the releases that lack it, sorted; empty when it concerns the configuration as a whole
 */
public record InputProblem(Problem problem, List<ReleaseId> releases) implements Serializable {
    public InputProblem {
        releases = List.copyOf(releases);
    }
}
