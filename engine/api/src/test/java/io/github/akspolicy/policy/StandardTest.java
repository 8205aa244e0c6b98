package io.github.akspolicy.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandardTest {
    private static final Parameter<Boolean> STRICT = Parameter.flag("strict", false, "whether it is strict");
    private static final PolicyInfo COST_CENTER = PolicyInfo.of(
                    "contoso/cost-center", Severity.LOW, "Workloads must name a cost center", "add it")
            .parameters(STRICT);

    private static final String CONTOSO = """
            title: "Contoso platform rules"
            source: "the wiki"
            version: "3"
            read: "2026-11-30"
            page: contoso.md
            address: "https://wiki.contoso.com/rules/"
            controls: true
            sections:
              "Labels":
                "7": {title: "cost center", policies: [contoso/cost-center], partly: "the number is not checked"}
                C-8: {title: "owner", none: "owners are in another system"}
              "Images":
                C-9: {policies: [contoso/cost-center, contoso/registry]}
            profiles:
              contoso-prod:
                description: "What production must be."
                policies:
                  contoso/cost-center: {strict: true}
              cis:
                policies:
                  contoso/cost-center: {}
            """;

    @Test
    void rulesAreThoseOfTheFile() {
        Standard standard = Standard.read(CONTOSO);

        assertThat(standard.sections()).containsExactly("Labels", "Images");
        assertThat(standard.rules()).extracting(Standard.Rule::id).containsExactly("7", "C-8", "C-9");
        assertThat(standard.rules().get(0).partly()).isEqualTo("the number is not checked");
        assertThat(List.of(standard.source(), standard.version(), standard.read(), standard.page()))
                .containsExactly("the wiki", "3", "2026-11-30", "contoso.md");
        assertThat(standard).hasToString("Contoso platform rules");
    }

    @Test
    void referencesAreThoseOfEachPolicy() {
        Map<String, List<Reference>> references = Standard.references(List.of(
                Standard.read(CONTOSO),
                Standard.read("title: Other\nsections:" + " {all: {X1: {title: x, policies: [contoso/registry]}}}")));

        assertThat(references.get("contoso/cost-center"))
                .containsExactly(
                        new Reference(
                                "Contoso platform rules", "7", "cost center", "https://wiki.contoso.com/rules/7", true),
                        new Reference("Contoso platform rules", "C-9", "", "https://wiki.contoso.com/rules/C-9", true));
        assertThat(references.get("contoso/registry"))
                .extracting(Reference::standard, Reference::isControl)
                .containsExactly(tuple("Contoso platform rules", true), tuple("Other", false));
    }

    @Test
    void profilesHaveTheirSettings() {
        PolicyInfo info = COST_CENTER.in(Standard.read(CONTOSO));

        assertThat(info.profiles().keySet())
                .as("the built-in profile is that of this name, and comes first")
                .containsExactly(Profile.CIS, new Profile("contoso-prod", "What production must be."));
        assertThat(info.profiles().get(Profile.CIS).explicit()).isEmpty();
        assertThat(info.profiles()
                        .get(new Profile("contoso-prod", "What production must be."))
                        .get(STRICT))
                .isTrue();
        assertThat(PolicyInfo.of("contoso/other", Severity.LOW, "Other", "add it")
                        .in(Standard.read(CONTOSO))
                        .profiles())
                .isEmpty();
    }

    @Test
    void aSettingThatDoesNotFitIsRefused() {
        for (String setting : List.of("strict: 1", "strikt: true", "strict: \"true\"")) {
            Standard standard = Standard.read(
                    "title: A\nprofiles: {cis: {policies: {contoso/cost-center: {%s}}}}".formatted(setting));
            assertThatThrownBy(() -> COST_CENTER.in(standard))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the catalogue states a setting that does not fit");
        }
    }

    @Test
    void whatIsNoCatalogueIsRefused() {
        for (String text : List.of("", "a: [", "[]", "sections: {}", "title: A\nsection: {}")) {
            assertThatThrownBy(() -> Standard.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anIdThatTwoSectionsHaveIsRefused() {
        assertThatThrownBy(() -> Standard.read("title: A\nsections: {one: {a: {none: x}}, two: {a: {none: x}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the catalogue \"A\" has two rules of the id a");
    }

    /** A report that asks for the references is too late to say what is wrong. */
    @Test
    void anIdThatMakesNoAddressIsRefused() {
        String catalogue = "title: A\naddress: \"https://wiki/\"\nsections: {one: {\"%s\": {policies: [a/b]}}}";

        assertThat(Standard.references(List.of(Standard.read(catalogue.formatted("4.1 owners")))))
                .extractingByKey("a/b")
                .extracting(references -> references.get(0).address())
                .isEqualTo("https://wiki/4.1%20owners");
        for (String id : List.of("[4]", "a<b", "{x}")) {
            assertThatThrownBy(() -> Standard.read(catalogue.formatted(id)))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the catalogue \"A\": address and the id " + id + " make no address");
        }
    }

    @Test
    void eachMistakeIsFound() {
        var known = Set.of("pod/privileged");
        assertThat(Standard.read(CONTOSO).mistakes(known::contains))
                .containsExactlyInAnyOrder(
                        "7 names contoso/cost-center, which is not a policy",
                        "C-9 names contoso/cost-center, which is not a policy",
                        "C-9 names contoso/registry, which is not a policy",
                        "the profile contoso-prod names contoso/cost-center, which is not a policy",
                        "the profile cis names contoso/cost-center, which is not a policy");
        assertThat(Standard.read("""
                        title: A
                        sections:
                          one:
                            a: {title: a}
                            b: {policies: [pod/privileged], none: "no"}
                            c: {none: "no", partly: "a bit"}
                            d: {policies: [pod/privileged], partly: "a bit"}
                        """).mistakes(known::contains))
                .containsExactly(
                        "a has no answer: name policies, or say under \"none\" why no policy evaluates it",
                        "b: \"no\" and [pod/privileged] contradict each other",
                        "c: partly, of no policy");
    }
}
