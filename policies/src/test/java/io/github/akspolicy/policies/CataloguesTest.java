package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Standard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of each standard has an answer, and each policy answers a rule. */
class CataloguesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/github/akspolicy/policies/catalogues");
    private static final Pattern POLICY = Pattern.compile("\\b[a-z]+/[a-z0-9-]+\\b");

    /** What a text may name beside policies. */
    private static final Pattern ELSEWHERE = Pattern.compile("docs/\\S+|https?://\\S+|[\\w.-]+/[a-z]+/\\S+");

    /** The policies that no standard asks for, each with the reason that it is there all the same. */
    private static final Map<String, String> OURS_ALONE = Map.of();

    /** The initiatives of Azure Policy that are profiles, by the words of the definitions. */
    private static final Map<String, Profile> INITIATIVES = Map.of(
            "pod security baseline", Profile.AZURE_PSP_BASELINE,
            "pod security restricted", Profile.AZURE_PSP_RESTRICTED,
            "deployment safeguards", Profile.AZURE_SAFEGUARDS_RESTRICTED,
            "CIS benchmark", Profile.AZURE_CIS);

    static List<Standard> standards() {
        return new BuiltInPolicies().standards();
    }

    private static List<PolicyInfo> infos() {
        return new BuiltInPolicies().policies().stream().map(Policy::info).toList();
    }

    @Test
    void eachFileIsRead() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(standards()).hasSize((int) files.count());
        }
        assertThat(standards()).extracting(Standard::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("standards")
    void eachRuleHasOneAnswer(Standard standard) {
        assertThat(standard.rules()).isNotEmpty();
        assertThat(standard.mistakes(FixtureTest.builtIn()::contains)).isEmpty();
        assertThat(List.of(standard.source(), standard.read())).doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("standards")
    void theTextsNamePoliciesThatExist(Standard standard) {
        Set<String> groups = Set.copyOf(infos().stream().map(PolicyInfo::group).toList());
        assertThat(standard.rules().stream()
                        .flatMap(rule -> Stream.of(rule.none(), rule.partly()))
                        .flatMap(text -> POLICY.matcher(ELSEWHERE.matcher(text).replaceAll(""))
                                .results()
                                .map(MatchResult::group))
                        .filter(id -> groups.contains(id.substring(0, id.indexOf('/')))))
                .isSubsetOf(FixtureTest.builtIn());
    }

    @Test
    void eachPolicyAnswersARule() {
        Set<String> answering = Standard.references(standards()).keySet();
        assertThat(infos())
                .extracting(PolicyInfo::id)
                .allSatisfy(id -> assertThat(answering.contains(id))
                        .as(
                                "%s: name it in a catalogue of %s, or in OURS_ALONE of this test with the reason",
                                id, FOLDER)
                        .isNotEqualTo(OURS_ALONE.containsKey(id)));
    }

    /** A profile that a standard states and that no policy carries would be one that turns nothing on. */
    @ParameterizedTest
    @MethodSource("standards")
    void profilesAreThoseOfThePolicies(Standard standard) {
        standard.members()
                .forEach((profile, members) -> assertThat(infos())
                        .filteredOn(info -> info.profiles().containsKey(profile))
                        .extracting(PolicyInfo::id)
                        .as(profile.name())
                        .containsExactlyInAnyOrderElementsOf(members.keySet()));
    }

    /** The profile is what "AKS Security Simplified" says: its policies are those that answer a topic. */
    @Test
    void theProfileAksSimplifiedHoldsWhatItsSlidesSay() {
        Standard simplified = standards().stream()
                .filter(standard -> standard.members().containsKey(Profile.AKS_SIMPLIFIED))
                .findFirst()
                .orElseThrow();
        assertThat(simplified.members().get(Profile.AKS_SIMPLIFIED).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Standard.references(List.of(simplified)).keySet());
    }

    /** A profile for an initiative holds a policy for each of its definitions, and none for another. */
    @Test
    void profilesHoldWhatTheirInitiativesHold() {
        Standard azure = standards().stream()
                .filter(standard -> standard.members().containsKey(Profile.AZURE_CIS))
                .findFirst()
                .orElseThrow();
        Map<String, List<Reference>> references = Standard.references(List.of(azure));
        INITIATIVES.forEach((initiative, profile) -> {
            List<Standard.Rule> wanted = azure.rules().stream()
                    .filter(rule -> rule.entry().get("initiatives").strings().contains(initiative))
                    .toList();
            Set<String> members = azure.members().get(profile).keySet();
            assertThat(members)
                    .as(initiative)
                    .allSatisfy(policy -> assertThat(references.getOrDefault(policy, List.of()))
                            .as(policy)
                            .extracting(Reference::id)
                            .containsAnyElementsOf(
                                    wanted.stream().map(Standard.Rule::id).toList()));
            assertThat(wanted)
                    .filteredOn(rule -> !rule.policies().isEmpty())
                    .as(initiative)
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(members).as(rule.title()).containsAnyElementsOf(rule.policies()));
        });
    }
}
