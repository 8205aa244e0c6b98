package io.github.akspolicy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "order,           order,         true",
        "order,           orders,        false",
        "order,           Order,         false",
        "'',              '',            true",
        "'',              x,             false",
        "*,               '',            true",
        "*,               anything,      true",
        "order-*,         order-,        true",
        "order-*,         order-service, true",
        "order-*,         my-order-x,    false",
        "*-service,       order-service, true",
        "*-service,       service,       false",
        "a*b*c,           a1b2b3c,       true",
        "a*b*c,           acb,           false",
        "**a**,           bab,           true",
        "Deployment/or*,  Deployment/order, true",
        "a.c,             abc,           false",
        "[a],             a,             false"
    })
    void onlyTheStarStandsForSomethingElse(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
        assertThat(Glob.anyMatches(List.of("no", pattern), text)).isEqualTo(matches);
    }

    @Test
    void noPatternMatchesNothing() {
        assertThat(Glob.anyMatches(List.of(), "")).isFalse();
    }
}
