package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.manifest.Position;

/**
 * What Terraform refuses before it evaluates the expression, or what is not evaluated further here: {@code try}, {@code can} and
 * sides of a condition that are not taken do not hide it.
 */
final class RefusalException extends EvaluationException {
    private static final long serialVersionUID = 1L;

    RefusalException(Position at, String message) {
        super(at, message);
    }
}
