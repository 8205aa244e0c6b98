package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file of a pipeline.
 *
 * @param file absolute
 * @param path relative to the root of the repository
 * @param root its first document
 * @param lines its text
 */
record PipelineFile(Path file, String path, Field root, List<String> lines) {
    PlacedText text(Field field) {
        return PlacedText.ofField(path, field);
    }

    /** The text of a scalar; null of anything else, and of a number that may be meant otherwise than it is written. */
    static @Nullable String text(PipelineFile file, Field field) {
        if (!(field.node() instanceof Node.Scalar scalar) || scalar.value() == null) {
            return null;
        }
        String text = OpenText.clean(String.valueOf(scalar.value()));
        return scalar.value() instanceof String || file.word(scalar.position()).equals(text) ? text : null;
    }

    /** The word that stands at a place. */
    private String word(Position at) {
        if (at.line() > lines.size()) {
            return "";
        }
        String line = lines.get(at.line() - 1);
        int from = Math.min(line.length(), at.column() - 1);
        int end = from;
        while (end < line.length() && ",]} \t#".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(from, end);
    }
}
