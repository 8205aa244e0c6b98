package io.github.akspolicy.policyfiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.akspolicy.configuration.PolicyFileSchema;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.fluent.Conditions;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.policytest.PolicyTestReader;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas of policy files and policy tests say what the readers of both say. */
class PublishedSchemaTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema POLICY = REGISTRY.getSchema(PolicyFileSchema.policy());
    private static final Schema POLICY_TEST = REGISTRY.getSchema(PolicyFileSchema.policyTest());

    private static final String HEAD = "id: team/rule\ntitle: A rule\nfix: fix it\n";
    private static final String TEST = "policy: team/rule\n";

    @TempDir
    Path root;

    private static boolean fits(Schema schema, String yaml) throws Exception {
        return schema.validate(JsonTree.of(ManifestReader.yamlDocument(yaml))).isEmpty();
    }

    private boolean isPolicy(String yaml) throws Exception {
        Path file = Files.writeString(root.resolve("rule.policy.yaml"), yaml);
        return new SchemaPolicyReader()
                .read(file, new Workspace(root))
                .problems()
                .isEmpty();
    }

    private boolean isPolicyTest(String yaml) throws Exception {
        Path file = Files.writeString(root.resolve("rule.policytest.yaml"), yaml);
        List<Policy> known =
                List.of(Policies.workloads().must(Conditions.haveLabel("team")).as("team/rule"));
        return PolicyTestReader.read(file, new Workspace(root), known)
                .problems()
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEAD + "kinds: [apps/Deployment]\nschema: {required: [spec]}\n",
                HEAD + "kinds: [Service]\nschema: {}\n",
                HEAD + "subjects: containers\nschema: {properties: {a: true}}\n",
                HEAD
                        + "subjects: resources\nseverity: low\nbecause: it is so\nprofiles: [recommended, ours]\nschema: {}\n",
            })
    void policies(String yaml) throws Exception {
        assertThat(isPolicy(yaml)).isTrue();
        assertThat(fits(POLICY, yaml)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                HEAD + "schema: {}\n",
                HEAD + "kinds: [Service]\n",
                HEAD + "kinds: [Service]\nsubjects: pods\nschema: {}\n",
                HEAD + "kinds: Service\nschema: {}\n",
                HEAD + "kinds: []\nschema: {}\n",
                HEAD + "kinds: [3]\nschema: {}\n",
                HEAD + "subjects: nodes\nschema: {}\n",
                HEAD + "subjects: pods\nschema: true\n",
                HEAD + "subjects: pods\nschema: {}\nseverity: severe\n",
                HEAD + "subjects: pods\nschema: {}\nbecause: 3\n",
                HEAD + "subjects: pods\nschema: {}\nprofiles: recommended\n",
                HEAD + "subjects: pods\nschema: {}\nprofiles: [3]\n",
                HEAD + "subjects: pods\nschema: {}\nkind: Pod\n",
                "id: Rule\ntitle: t\nfix: f\nsubjects: pods\nschema: {}\n",
                "id: a/b\ntitle: ' '\nfix: f\nsubjects: pods\nschema: {}\n",
                "id: a/b\ntitle: t\nsubjects: pods\nschema: {}\n",
                "title: t\nfix: f\nsubjects: pods\nschema: {}\n",
            })
    void noPolicies(String yaml) throws Exception {
        assertThat(isPolicy(yaml)).isFalse();
        assertThat(fits(POLICY, yaml)).isFalse();
    }

    private static final String POD =
            "    manifests: |\n      apiVersion: v1\n      kind: Pod\n      metadata: {name: a}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEST + "cases:\n  - name: one\n" + POD,
                "policy: [team/rule]\ncases:\n  - name: one\n" + POD,
                TEST
                        + "namespace: shop\nparameters: {excludedNamespaces: [a]}\ncases:\n  - name: one\n    namespace: b\n"
                        + "    parameters: {excludedNamespaces: [b]}\n" + POD,
            })
    void policyTests(String yaml) throws Exception {
        assertThat(isPolicyTest(yaml)).isTrue();
        assertThat(fits(POLICY_TEST, yaml)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                TEST,
                TEST + "cases: []\n",
                TEST + "cases: [3]\n",
                TEST + "cases: {name: a}\n",
                "cases:\n  - name: one\n" + POD,
                "policy: 3\ncases:\n  - name: one\n" + POD,
                "policy: [3]\ncases:\n  - name: one\n" + POD,
                TEST + "cases:\n  - nam: one\n" + POD,
                TEST + "cases:\n  - name: ' '\n" + POD,
                TEST + "cases:\n  - name: one\n",
                TEST + "cases:\n  - name: one\n    files: []\n",
                TEST + "cases:\n  - name: one\n    files: [3]\n",
                TEST + "parameters: 3\ncases:\n  - name: one\n" + POD,
                TEST + "namespace: 3\ncases:\n  - name: one\n" + POD,
                TEST + "case:\n  - name: one\n" + POD,
            })
    void noPolicyTests(String yaml) throws Exception {
        assertThat(isPolicyTest(yaml)).isFalse();
        assertThat(fits(POLICY_TEST, yaml)).isFalse();
    }

    /** What the samples and docs show is what they describe. */
    @Test
    void theFilesOfTheSamplesFit() throws Exception {
        int found = 0;
        for (String folder : List.of("../../samples", "../../maven-plugin/src/it")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> !path.toString().contains("target"))
                        .toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".policy.yaml")) {
                        found++;
                        assertThat(fits(POLICY, Files.readString(file)))
                                .as("%s", file)
                                .isTrue();
                    } else if (name.endsWith(".policytest.yaml")) {
                        found++;
                        assertThat(fits(POLICY_TEST, Files.readString(file)))
                                .as("%s", file)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(2);
    }
}
