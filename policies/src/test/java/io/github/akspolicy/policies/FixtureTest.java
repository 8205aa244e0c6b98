package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.marks.FindingMark;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in policy finds in its fixtures exactly what their lines say. */
class FixtureTest {
    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsWhatIsMarkedAndNothingElse(Fixture fixture) {
        assertThat(FixtureMarks.differences(fixture)).as(fixture.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void isMarkedAsItsNameSays(Fixture fixture) {
        assertThat(fixture.mustComply() || fixture.mustViolate())
                .as("the name starts with compliant or violating")
                .isTrue();
        if (fixture.mustViolate()) {
            assertThat(fixture.marks()).extracting(FindingMark::policyId).contains(fixture.policyId());
        } else {
            assertThat(fixture.marks()).isEmpty();
        }
    }

    @Test
    void everyPolicyHasFixturesOfBothKinds() {
        assertThat(policiesWith(fixtures().stream().filter(Fixture::mustViolate)))
                .isEqualTo(builtIn());
        assertThat(policiesWith(fixtures().stream().filter(Fixture::mustComply)))
                .isEqualTo(builtIn());
    }

    /** A judge that never applies would comply with everything: each compliant fixture must really be judged. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void isJudgedByItsPolicy(Fixture fixture) {
        var account = fixture.evaluate().ledger().releases().get(0).policies().get(fixture.policyId());
        assertThat(account).isNotNull();
        assertThat(account.judgedCount()).isPositive();
    }

    static Set<String> builtIn() {
        return new BuiltInPolicies()
                .policies().stream().map(policy -> policy.info().id()).collect(Collectors.toSet());
    }

    private static Set<String> policiesWith(Stream<Fixture> fixtures) {
        return fixtures.map(Fixture::policyId).collect(Collectors.toSet());
    }
}
