package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the catalogues of others has an answer. */
class ReferenceCataloguesTest {
    static List<ReferenceCatalogue.Page> pages() {
        return ReferenceCatalogue.Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRuleHasOneAnswer(ReferenceCatalogue.Page page) {
        assertThat(page.catalogue().rules()).isNotEmpty();
        assertThat(page.catalogue().mistakes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageSaysWhereTheRulesComeFrom(ReferenceCatalogue.Page page) {
        assertThat(List.of(page.title(), page.source(), page.read())).doesNotContain("");
    }

    /** The profile is what the talk says: its policies are those that name a topic. */
    @Test
    void theProfileTalkHoldsWhatTheTalkSays() {
        for (Policy policy : new BuiltInPolicies().policies()) {
            boolean namesATopic = policy.info().references().stream()
                    .anyMatch(reference -> reference.catalog().equals(Catalog.AKS_SECURITY_SIMPLIFIED));
            assertThat(policy.info().profiles().containsKey(Profile.TALK))
                    .as(
                            "%s: a policy is in talk if it names a topic of the talk (Catalog.AKS_SECURITY_SIMPLIFIED); others that harden are in HARDENED",
                            policy.info().id())
                    .isEqualTo(namesATopic);
        }
    }

    /** What the checks above say of catalogues that are wrong. */
    @Test
    void mistakesAreFound() {
        var rules = List.of(
                rule("Azure.AKS.LocalAccounts", "cannot be"),
                rule("Azure.AKS.Forgotten", ""),
                rule("Azure.AKS.Elsewhere", "see cluster/no-such-policy and docs/compare.md"));
        assertThat(new ReferenceCatalogue(Catalog.PSRULE, Map.of("", "All"), rules).mistakes())
                .anySatisfy(text -> assertThat(text).startsWith("Azure.AKS.Forgotten has no answer"))
                .contains(
                        "Azure.AKS.LocalAccounts: \"cannot be\" and [cluster/local-accounts-disabled] contradict each other",
                        "Azure.AKS.Elsewhere names cluster/no-such-policy, which is not a policy",
                        "[cluster/azure-rbac-enabled] refers to Azure.AKS.AzureRBAC, which PSRule for Azure does not have")
                .noneSatisfy(text -> assertThat(text).contains("compare"));
    }

    private static ReferenceCatalogue.Rule rule(String id, String none) {
        return new ReferenceCatalogue.Rule("", id, "", none, "");
    }
}
