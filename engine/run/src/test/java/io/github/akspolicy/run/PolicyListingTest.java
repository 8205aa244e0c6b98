package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list for programs is one that a terminal and a CI system may show. */
class PolicyListingTest {
    private static final String HOSTILE = "a ##vso[task.complete] \u001b[2J \u009b31m \u202e \u2028 x";

    @Test
    void whatAPolicySaysIsDataAndNoCommand() throws IOException {
        var policy = PolicyInfo.of("contoso/x", Severity.LOW, HOSTILE, "fix it");

        String json = PolicyListing.json(List.of(policy), Map.of("contoso/x", Severity.HIGH));

        assertThat(json).doesNotContain("##", "\u001b", "\u009b", "\u202e", "\u2028");
        assertThat(JsonValues.parse(json)).asString().contains(HOSTILE, "on=true", "severity=high");
    }

    @Test
    void noPolicyIsAnEmptyList() throws IOException {
        assertThat(JsonValues.parse(PolicyListing.json(List.of(), Map.of()))).isEqualTo(List.of());
    }
}
