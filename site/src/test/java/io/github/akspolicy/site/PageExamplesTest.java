package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page shows as the fix, its policy accepts, and no other policy of a profile in which it stands forbids. */
class PageExamplesTest {
    private static final Map<String, PolicyInfo> INFOS = new BuiltInPolicies()
            .policies().stream().map(Policy::info).collect(Collectors.toMap(PolicyInfo::id, Function.identity()));
    private static final List<PageExample> ALL =
            PageExample.all(INFOS.keySet().stream().sorted().toList());

    /** Whether the policy of an example looks at it. */
    private static final Map<PageExample, Boolean> JUDGED = new ConcurrentHashMap<>();

    private static final Field REASONS = reasons();
    /** About what an example leaves out. */
    private static final Pattern ABSENT = Pattern.compile(
            "(?:^| )(?:no|without|lacks|fewer than|neither) |not set|is not: |the type is azurerm_kubernetes_cluster:");

    @TempDir
    private Path root;

    private static Field reasons() {
        try {
            return Field.root(
                    ManifestReader.yamlDocument(Files.readString(Path.of("src/test/resources/page-examples.yaml"))));
        } catch (IOException | ManifestException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<PageExample> examples() {
        return ALL.stream().filter(example -> !example.text().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAcceptedByItsPolicyAndItsProfiles(PageExample example) throws Exception {
        String reason = REASONS.get(example.toString()).stringOr("");
        List<String> violations = new ArrayList<>();
        violations(example, Profile.ALL)
                .filter(finding -> finding.policy().id().equals(example.policyId()))
                .forEach(finding -> violations.add(finding.message()));
        for (Profile profile : INFOS.get(example.policyId()).profiles().keySet()) {
            violations(example, profile)
                    .filter(finding -> !ABSENT.matcher(finding.message()).find())
                    .forEach(finding -> violations.add("%s, %s: %s"
                            .formatted(profile.name(), finding.policy().id(), finding.message())));
        }
        if (reason.isEmpty()) {
            assertThat(violations).as(example.toString()).isEmpty();
        } else {
            assertThat(violations)
                    .as("page-examples.yaml has a reason for " + example)
                    .isNotEmpty();
        }
    }

    private Stream<Finding> violations(PageExample example, Profile profile) throws Exception {
        Evaluation evaluation = evaluate(example, profile);
        if (profile.equals(Profile.ALL)) {
            var account = evaluation.ledger().releases().get(0).policies().get(example.policyId());
            JUDGED.put(example, account != null && account.judgedCount() > 0);
        }
        return evaluation.findings().stream().filter(finding -> finding.unknown() == null);
    }

    private Evaluation evaluate(PageExample example, Profile profile) throws Exception {
        boolean isManifest = example.language().equals("yaml");
        ProjectFolder project = ProjectFolder.in(root)
                .configuration("schemaVersion: 1\nprofile: %s\nasOf: 2026-11-30\nsources: [{%s}]\n"
                        .formatted(profile.name(), isManifest ? "manifests: k8s" : "cluster: infra/main.json"))
                .file(isManifest ? "k8s/all.yaml" : "infra/main.json", example.text());
        Evaluation evaluation = project.evaluate();
        assertThat(evaluation.problems()).as(example.text()).isEmpty();
        return evaluation;
    }

    /** What a policy does not look at, it accepts: most examples are read, and their policy has something to say of them. */
    @AfterAll
    static void mostExamplesAreEvaluated() {
        assertThat(ALL.stream().filter(example -> example.text().isEmpty()).map(PageExample::toString))
                .as("fragments that no object is made of")
                .hasSizeLessThan(ALL.size() / 4)
                .allMatch(example -> example.contains(" yaml "));
        assertThat(JUDGED.entrySet().stream()
                        .filter(entry -> !entry.getValue())
                        .map(entry -> entry.getKey().toString()))
                .as("examples that their policy does not look at")
                .hasSizeLessThan(ALL.size() / 15);
    }

    @Test
    void reasonsAreOfExamples() {
        assertThat(examples().map(PageExample::toString).toList())
                .containsAll(REASONS.fields().stream().map(Field::key).toList());
    }
}
