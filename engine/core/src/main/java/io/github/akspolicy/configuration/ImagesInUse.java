package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.InputProblem;
import java.util.List;

/**
 * The images that releases name.
 *
 * @param references as written, sorted, each once
 * @param problems what could not be read, so that an image may be missing from the list
 */
public record ImagesInUse(List<String> references, List<InputProblem> problems) {
    public ImagesInUse {
        references = List.copyOf(references);
        problems = List.copyOf(problems);
    }
}
