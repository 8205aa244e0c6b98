package io.github.akspolicy.assertj;

import java.util.List;

/**
 * Verbs of requests: made by {@link AksPolicyAssertions#verbs}.
 *
 * @param verbs such as {@code get}, or {@code *}
 */
public record Verbs(List<String> verbs) {
    @Override
    public String toString() {
        return String.join(", ", verbs);
    }
}
