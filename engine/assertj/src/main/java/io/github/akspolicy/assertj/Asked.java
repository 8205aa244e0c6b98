package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.Environment;
import java.util.function.Consumer;

/**
 * What a chain of assertions asks, and where its failures go.
 *
 * @param environment what is asked
 * @param failures throws, or collects when assertions are soft
 */
record Asked(Environment environment, Consumer<AssertionError> failures) {
    static Asked hard(Environment environment) {
        return new Asked(environment, failure -> {
            throw failure;
        });
    }
}
