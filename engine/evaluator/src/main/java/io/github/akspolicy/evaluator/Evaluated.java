package io.github.akspolicy.evaluator;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation, and the reports that were written where it was made.
 *
 * @param evaluation the evaluation
 * @param files the absolute paths of the reports; null where none were, so that they are to be written now
 */
public record Evaluated(Evaluation evaluation, @Nullable List<String> files) implements Serializable {
    /** An evaluation without reports yet. */
    public static Evaluated of(Evaluation evaluation) {
        return new Evaluated(evaluation, null);
    }

    /** The reports; null where they are to be written now. */
    public @Nullable List<Path> written() {
        return files == null ? null : files.stream().map(Path::of).toList();
    }
}
