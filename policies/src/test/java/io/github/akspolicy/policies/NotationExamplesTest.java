package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.Policy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each policy about Azure shows in ARM, azurerm, ASO and az what it finds and what it accepts, or says why it cannot. */
class NotationExamplesTest {
    static Stream<String> policies() {
        return new BuiltInPolicies()
                .policies().stream()
                        .map(Policy::info)
                        .map(info -> info.id())
                        .filter(id -> NotationExamples.of(id).isAsked());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void showsEachNotation(String policyId) {
        NotationExamples examples = NotationExamples.of(policyId);
        assertThat(examples.missing())
                .as("%s: add cases to its fixtures, or a reason to notation-examples.yaml", policyId)
                .isEmpty();
        assertThat(examples.needless())
                .as("%s: an example makes these reasons of notation-examples.yaml void", policyId)
                .isEmpty();
    }

    @Test
    void reasonsAreOfPoliciesAboutAzure() {
        assertThat(policies()).hasSizeGreaterThan(100).containsAll(NotationExamples.named());
    }
}
