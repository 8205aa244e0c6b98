package io.github.akspolicy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Findings lead to a page that their reader can open. */
class PolicyPageTest {
    private static final PolicyInfo OWN =
            PolicyInfo.of("contoso/cost-center", Severity.LOW, "Workloads must name a cost center", "add it");

    @Test
    void pagesOfAksPolicyAreOnTheWeb() {
        assertThat(OWN.published().documentation())
                .isEqualTo("https://akspolicy.github.io/aks-policy/main/policies/contoso/cost-center");
        assertThat(PolicyInfo.of("exemption/expired", Severity.LOW, "a", "b").documentation())
                .isEqualTo("https://akspolicy.github.io/aks-policy/main/exemptions");
    }

    @Test
    void thoseOfOtherPoliciesAreInTheirRepository() {
        assertThat(OWN.documentation()).isEqualTo("docs/policies/contoso/cost-center.md");
    }
}
