package io.github.akspolicy.evaluate;

import java.io.Serializable;
import java.util.List;

/**
 * The lines around a finding, with values that could be secret masked.
 *
 * @param firstLine the number of the first line, counted from 1
 * @param lines without line ends
 */
public record Excerpt(int firstLine, List<String> lines) implements Serializable {
    public Excerpt {
        lines = List.copyOf(lines);
    }
}
