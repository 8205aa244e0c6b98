package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each of Azure's built-in definitions is covered, or has a reason. */
class AzurePolicyPageTest {
    private static final Pattern SETTING =
            Pattern.compile("(?m)^\\| `.* \\| (?:`(\\w+)`|nothing).* \\| `([a-z/-]+)` \\|$");

    /** The initiatives that are profiles, by the words of the definitions. */
    private static final Map<String, Profile> INITIATIVES = Map.of(
            "pod security baseline", Profile.AZURE_PSP_BASELINE,
            "pod security restricted", Profile.AZURE_PSP_RESTRICTED,
            "deployment safeguards", Profile.AZURE_SAFEGUARDS_RESTRICTED,
            "CIS benchmark", Profile.AZURE_CIS);

    private final Map<String, List<String>> covering = AzurePolicyPage.CATALOGUE.covering();

    private static Stream<Reference> references(Policy policy) {
        return AzurePolicyPage.CATALOGUE.references(policy);
    }

    @Test
    void everyDefinitionHasOneAnswer() {
        assertThat(AzurePolicyPage.CATALOGUE.mistakes()).isEmpty();
        assertThat(AzurePolicyPage.definitions()).allSatisfy(definition -> {
            assertThat(AzurePolicyPage.KINDS).containsKey(definition.rule().section());
            assertThat(definition.name()).isNotEmpty();
        });
    }

    @Test
    void policiesReferToDefinitionsByTheirNames() {
        Map<String, String> names = AzurePolicyPage.definitions().stream()
                .collect(Collectors.toMap(AzurePolicyPage.Definition::id, AzurePolicyPage.Definition::name));
        for (Policy policy : new BuiltInPolicies().policies()) {
            assertThat(references(policy))
                    .as(policy.info().id())
                    .allSatisfy(reference ->
                            assertThat(reference.title()).as(reference.id()).isEqualTo(names.get(reference.id())));
        }
    }

    /** A profile for an initiative holds a policy for each of its definitions, and none for another. */
    @Test
    void profilesHoldWhatTheirInitiativesHold() {
        for (Map.Entry<String, Profile> initiative : INITIATIVES.entrySet()) {
            List<AzurePolicyPage.Definition> wanted = AzurePolicyPage.definitions().stream()
                    .filter(definition -> definition.initiatives().contains(initiative.getKey()))
                    .toList();
            List<Policy> members = new BuiltInPolicies()
                    .policies().stream()
                            .filter(policy -> policy.info().profiles().containsKey(initiative.getValue()))
                            .toList();
            List<String> ids =
                    wanted.stream().map(AzurePolicyPage.Definition::id).toList();
            assertThat(members)
                    .as(initiative.getKey())
                    .allSatisfy(policy -> assertThat(references(policy).map(Reference::id))
                            .as(policy.info().id())
                            .containsAnyElementsOf(ids));
            assertThat(wanted)
                    .filteredOn(definition -> covering.containsKey(definition.id()))
                    .as(initiative.getKey())
                    .allSatisfy(definition -> assertThat(members.stream()
                                    .flatMap(AzurePolicyPageTest::references)
                                    .map(Reference::id))
                            .as(definition.name())
                            .contains(definition.id()));
        }
    }

    @Test
    void settingsThatAreWrittenDifferentlyExist() {
        Map<String, List<String>> known = new BuiltInPolicies()
                .policies().stream()
                        .collect(Collectors.toMap(
                                policy -> policy.info().id(),
                                policy -> policy.info().parameters().stream()
                                        .map(Parameter::name)
                                        .toList()));
        List<MatchResult> rows =
                SETTING.matcher(AzurePolicyPage.SETTINGS).results().toList();
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
                .isSubsetOf(AzurePolicyPage.definitions().stream()
                        .map(AzurePolicyPage.Definition::id)
                        .toList());
    }
}
