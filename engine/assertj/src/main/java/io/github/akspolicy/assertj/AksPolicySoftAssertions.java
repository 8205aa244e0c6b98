package io.github.akspolicy.assertj;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;

/**
 * Assertions that all run; {@link #assertAll()} then fails once with everything. Steps such as {@code workload("web")} are
 * soft, too. What is inherited from AssertJ itself, such as {@code satisfies}, throws at once.
 */
public final class AksPolicySoftAssertions extends AbstractSoftAssertions implements AksPolicySoftAssertionsProvider {
    /** Runs assertions and fails with everything that they found. */
    public static void assertSoftly(Consumer<AksPolicySoftAssertions> assertions) {
        var softly = new AksPolicySoftAssertions();
        assertions.accept(softly);
        softly.assertAll();
    }
}
