package io.github.akspolicy.evaluate;

import java.io.Serializable;
import java.util.List;

/**
 * What an evaluation was compared with.
 *
 * @param base what was named, such as {@code origin/main}
 * @param commit the commit that it stands for, abbreviated
 * @param onlyNew whether only new findings fail and are annotated
 * @param fixed the findings of the base that are gone
 * @param incomparable why findings could not be compared, sorted; empty when all could
 */
public record Comparison(String base, String commit, boolean onlyNew, List<Finding> fixed, List<String> incomparable)
        implements Serializable {
    public Comparison {
        fixed = List.copyOf(fixed);
        incomparable = List.copyOf(incomparable);
    }
}
