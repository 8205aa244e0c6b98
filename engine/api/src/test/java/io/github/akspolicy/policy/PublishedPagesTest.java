package io.github.akspolicy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings lead to a page that their reader can open. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PublishedPagesTest {
    private static final PolicyInfo OWN =
            PolicyInfo.of("contoso/cost-center", Severity.LOW, "Workloads must name a cost center", "add it");

    @AfterEach
    void clear() {
        System.clearProperty(PublishedPages.PROPERTY);
    }

    @Test
    void pagesOfAksPolicyAreOnTheWeb() {
        assertThat(OWN.published().documentation())
                .isEqualTo("https://github.com/akspolicy/aks-policy/blob/main/docs/policies/contoso/cost-center.md");
        assertThat(PolicyInfo.of("exemption/expired", Severity.LOW, "a", "b").documentation())
                .isEqualTo("https://github.com/akspolicy/aks-policy/blob/main/docs/exemptions.md");
    }

    @Test
    void thoseOfOtherPoliciesAreInTheirRepository() {
        assertThat(OWN.documentation()).isEqualTo("docs/policies/contoso/cost-center.md");
    }

    @ParameterizedTest
    @CsvSource({
        "https://wiki.example.com/policies, https://wiki.example.com/policies/exemptions.md",
        "https://wiki.example.com/, https://wiki.example.com/exemptions.md",
        "'', docs/exemptions.md"
    })
    void theAddressCanBeChosen(String configured, String expected) {
        System.setProperty(PublishedPages.PROPERTY, configured);

        assertThat(PublishedPages.address("exemptions.md")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.1.0-SNAPSHOT, main", ", main", "0.2.0, v0.2.0"})
    void aReleaseLeadsToItsOwnPages(String version, String revision) {
        assertThat(PublishedPages.revision(version)).isEqualTo(revision);
    }
}
