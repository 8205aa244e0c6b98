package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Reference.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of Azure's built-in definitions is covered, will be, or has a reason; {@code docs/azure-policy-parity.md}. */
class AzurePolicyParityTest {
    private static final Path DEFINITIONS = Path.of("src/test/resources/azure-policy-definitions.yaml");
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("manifests", "Definitions that validate manifests");
        KINDS.put("mutation", "Definitions that change manifests");
        KINDS.put("cluster", "Definitions that audit clusters");
        KINDS.put("deployment", "Definitions that change clusters");
    }

    private final Map<String, List<String>> covering = covering();

    /**
     * A built-in definition of Azure Policy.
     *
     * @param planned the policies to come that will cover it
     * @param notJudged why it cannot be judged; empty when it can
     * @param partly what of it cannot be judged; empty when all of it can
     */
    record Definition(
            String id,
            String name,
            String kind,
            List<String> initiatives,
            List<String> planned,
            String notJudged,
            String partly) {
        static Definition of(Field field) {
            return new Definition(
                    Objects.requireNonNull(field.key()),
                    field.get("name").stringOr(""),
                    field.get("kind").stringOr(""),
                    field.get("initiatives").strings(),
                    field.get("planned").strings(),
                    field.get("notJudged").stringOr(""),
                    field.get("partly").stringOr(""));
        }
    }

    static List<Definition> definitions() throws IOException, ManifestException {
        return Field.root(ManifestReader.yamlDocument(Files.readString(DEFINITIONS))).fields().stream()
                .map(Definition::of)
                .toList();
    }

    /** The ids of the policies that refer to a definition, by the id of the definition. */
    private static Map<String, List<String>> covering() {
        Map<String, List<String>> covering = new TreeMap<>();
        for (Policy policy : new BuiltInPolicies().policies()) {
            references(policy)
                    .forEach(reference -> covering.computeIfAbsent(reference.id(), id -> new ArrayList<>())
                            .add(policy.info().id()));
        }
        covering.values().forEach(ids -> ids.sort(null));
        return covering;
    }

    private static Stream<Reference> references(Policy policy) {
        return policy.info().references().stream()
                .filter(reference -> reference.catalog().equals(Catalog.AZURE_POLICY));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void isCoveredPlannedOrHasAReason(Definition definition) {
        boolean covered = covering.containsKey(definition.id());
        boolean planned = !definition.planned().isEmpty();
        assertThat(covered || planned).isEqualTo(definition.notJudged().isEmpty());
        assertThat(definition.partly()).matches(partly -> partly.isEmpty() || covered || planned);
        assertThat(KINDS).containsKey(definition.kind());
        assertThat(definition.name()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void whatIsPlannedIsNotThereYet(Definition definition) {
        assertThat(definition.planned())
                .as("a policy that exists refers to the definition itself: remove it from planned")
                .doesNotContainAnyElementsOf(FixtureTest.builtIn());
    }

    @Test
    void policiesReferToDefinitionsByTheirNames() throws IOException, ManifestException {
        Map<String, String> names = definitions().stream().collect(Collectors.toMap(Definition::id, Definition::name));
        for (Policy policy : new BuiltInPolicies().policies()) {
            assertThat(references(policy))
                    .as(policy.info().id())
                    .allSatisfy(reference ->
                            assertThat(reference.title()).as(reference.id()).isEqualTo(names.get(reference.id())));
        }
    }

    @Test
    void pageIsUpToDate() throws IOException, ManifestException {
        List<Definition> definitions = definitions();
        var page = new StringBuilder("""
                # Azure Policy parity

                Made from the code; do not edit. The definitions are those of the folders `Kubernetes` and `Kubernetes service`
                of the repository Azure/azure-policy at commit f4a50bac (2026-04-29).

                For each of Azure's built-in definitions: the policies that say the same before deployment, or why none can.
                A policy takes the settings of the definition under Azure's own names; what a policy says differently stands
                on its page, under *Traps*. *To come*: planned, not in this version. The initiatives are the profiles
                """);
        page.append(Stream.of(
                        Profile.AZURE_PSP_BASELINE,
                        Profile.AZURE_PSP_RESTRICTED,
                        Profile.AZURE_SAFEGUARDS,
                        Profile.AZURE_CIS)
                .map(profile -> "`" + profile.name() + "`")
                .collect(Collectors.joining(", ")));
        page.append("; Microsoft's cloud security benchmark has none.\n\n");
        page.append("| | definitions | covered | to come | cannot be judged |\n| --- | ---: | ---: | ---: | ---: |\n");
        KINDS.forEach((kind, title) -> page.append(totals(title, ofKind(definitions, kind))));
        page.append(totals("All", definitions));
        page.append("""

                Where a definition takes an object, the setting of the same name is a list of words:

                | definition takes | setting | policy |
                | --- | --- | --- |
                | `{"ranges": [{"min": 1, "max": 65535}, {"min": 70000, "max": -1}]}` | `["1-65535", "70000-"]` | `pod/user-group-ranges` |
                | `{"paths": [{"pathPrefix": "/var/log", "readOnly": true}]}` | `["/var/log:ro"]` | `pod/host-path-volumes` |
                | `{"options": [{"user": "u", "role": "r", "type": "t", "level": "s0"}]}` | `["u:r:t:s0"]` | `pod/selinux-options` |
                | `{"annotations": [{"key": "owner", "allowedRegex": "team-.*"}]}` | `["owner=team-.*"]` | `workload/required-annotations` |
                """);
        KINDS.forEach((kind, title) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| definition | id | initiatives | policies |\n| --- | --- | --- | --- |\n");
            ofKind(definitions, kind)
                    .forEach(definition -> page.append("| %s | `%s` | %s | %s |\n"
                            .formatted(
                                    PolicyPagesTest.cell(definition.name()),
                                    definition.id(),
                                    String.join(", ", definition.initiatives()),
                                    verdict(definition))));
        });
        Snapshot.check("../docs/azure-policy-parity.md", page.toString());
    }

    private static List<Definition> ofKind(List<Definition> definitions, String kind) {
        return definitions.stream()
                .filter(definition -> definition.kind().equals(kind))
                .toList();
    }

    private String totals(String title, List<Definition> definitions) {
        long covered = definitions.stream()
                .filter(definition -> covering.containsKey(definition.id()))
                .count();
        long refused = definitions.stream()
                .filter(definition -> !definition.notJudged().isEmpty())
                .count();
        return "| %s | %d | %d | %d | %d |\n"
                .formatted(title, definitions.size(), covered, definitions.size() - covered - refused, refused);
    }

    private String verdict(Definition definition) {
        if (!definition.notJudged().isEmpty()) {
            return "None: " + definition.notJudged() + ".";
        }
        String policies = covering.getOrDefault(definition.id(), List.of()).stream()
                .map(id -> "[" + id + "](policies/" + id + ".md)")
                .collect(Collectors.joining(", "));
        String planned = definition.planned().isEmpty()
                ? ""
                : "To come: "
                        + definition.planned().stream()
                                .map(id -> "`" + id + "`")
                                .collect(Collectors.joining(", "));
        String all =
                Stream.of(policies, planned).filter(text -> !text.isEmpty()).collect(Collectors.joining(". "));
        return definition.partly().isEmpty() ? all : all + ". In part: " + definition.partly() + ".";
    }
}
