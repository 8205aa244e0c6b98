package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Standard;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page of Azure Policy says beside the catalogue. */
class AzurePolicyPageTest {
    private static final Pattern SETTING =
            Pattern.compile("(?m)^\\| `.* \\| (?:`(\\w+)`|nothing).* \\| `([a-z/-]+)` \\|$");

    @Test
    void settingsThatAreWrittenDifferentlyExist() {
        Map<String, List<String>> known = new BuiltInPolicies()
                .policies().stream()
                        .collect(Collectors.toMap(
                                policy -> policy.info().id(),
                                policy -> policy.info().parameters().stream()
                                        .map(Parameter::name)
                                        .toList()));
        List<MatchResult> rows = SETTING.matcher(AzurePolicyPage.TEXT).results().toList();
        assertThat(rows).hasSize(11).allSatisfy(row -> {
            assertThat(known).containsKey(row.group(2));
            if (row.group(1) != null) {
                assertThat(known.get(row.group(2))).contains(row.group(1));
            }
        });
    }

    @Test
    void agreementIsOfDefinitions() {
        assertThat(PageData.yaml("azure-policy-agreement.yaml").fields())
                .extracting(Field::key)
                .isSubsetOf(StandardPage.all().stream()
                        .map(StandardPage::standard)
                        .filter(standard -> standard.page().equals(AzurePolicyPage.FILE))
                        .flatMap(standard -> standard.rules().stream())
                        .map(Standard.Rule::id)
                        .toList());
    }
}
