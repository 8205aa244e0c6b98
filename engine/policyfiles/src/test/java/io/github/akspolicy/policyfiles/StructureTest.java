package io.github.akspolicy.policyfiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What draft 2020-12 says of structure, over YAML: each instance gets the verdict of the library and of the standard, and an
 * invalid one its finding on the right line. The groups are our own; they go through the keywords and the corners that the
 * official suite knows, in YAML's notations.
 */
class StructureTest {
    private static final Path GROUPS = Path.of("src/test/resources/structure");
    private static final int LEAST = 200;

    @TempDir
    static Path root;

    private record Case(String instance, TreeSet<Integer> lines) {}

    private record Group(String name, Field schema, List<Case> cases) {}

    private static List<Group> groups() throws Exception {
        var groups = new ArrayList<Group>();
        try (Stream<Path> files = Files.list(GROUPS)) {
            for (Path file : files.sorted().toList()) {
                Field list = Field.root(ManifestReader.yamlDocument(Files.readString(file)));
                for (Field group : list.items()) {
                    var cases = new ArrayList<Case>();
                    group.get("valid").strings().forEach(instance -> cases.add(new Case(instance, new TreeSet<>())));
                    for (Field invalid : group.get("invalid").items()) {
                        List<Field> parts = invalid.items();
                        cases.add(new Case(
                                parts.get(0).stringOr(""),
                                parts.stream()
                                        .skip(1)
                                        .map(line -> line.integer().intValue())
                                        .collect(Collectors.toCollection(TreeSet::new))));
                    }
                    groups.add(new Group(
                            file.getFileName() + ": " + group.get("about").stringOr(""), group.get("schema"), cases));
                }
            }
        }
        return groups;
    }

    @Test
    void thereAreEnough() throws Exception {
        List<Case> all =
                groups().stream().flatMap(group -> group.cases().stream()).toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(all.stream().filter(each -> !each.lines().isEmpty())).hasSizeGreaterThanOrEqualTo(LEAST / 2);
    }

    @TestFactory
    Stream<DynamicNode> everyInstanceGetsItsVerdictAndItsLine() throws Exception {
        int[] number = {0};
        return groups().stream().map(group -> {
            int id = ++number[0];
            return DynamicContainer.dynamicContainer(
                    group.name(),
                    group.cases().stream()
                            .map(each -> DynamicTest.dynamicTest(
                                    each.instance().replace("\n", "⏎"), () -> check(group, each, id))));
        });
    }

    private static void check(Group group, Case each, int id) throws Exception {
        String schema = JsonTree.of(group.schema().node()).toString();
        boolean isValid = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(JsonTree.of(ManifestReader.yamlDocument(each.instance())))
                .isEmpty();
        assertThat(isValid)
                .as("the verdict of the library")
                .isEqualTo(each.lines().isEmpty());
        assertThat(linesOf(each.instance(), schema, id))
                .as("lines with findings")
                .isEqualTo(each.lines());
    }

    private static final Map<Integer, List<ActivePolicy>> POLICIES = new ConcurrentHashMap<>();

    private static List<ActivePolicy> policies(String schema, int id) {
        return POLICIES.computeIfAbsent(id, key -> {
            try {
                return read(schema, id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<ActivePolicy> read(String schema, int id) throws IOException {
        Files.writeString(root.resolve("schema-" + id + ".json"), schema);
        Path file = Files.writeString(root.resolve("case-" + id + ".policy.yaml"), """
                id: test/case-%d
                title: Instances fit the schema
                fix: fix it
                kinds: [Case]
                schema: {properties: {instance: {$ref: schema-%d.json}}}
                """.formatted(id, id));
        PolicyReader.PolicyFile read = new SchemaPolicyReader().read(file, new Workspace(root));
        assertThat(read.problems()).isEmpty();
        return read.policies().stream().map(ActivePolicy::of).toList();
    }

    /** The whole way that a user's policy goes: a file that refers to another one, a manifest, findings. */
    private static TreeSet<Integer> linesOf(String instance, String schema, int id) {
        String head = "apiVersion: example.com/v1\nkind: Case\nmetadata: {name: one}\ninstance:\n";
        String text = head + instance.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
        Evaluation evaluation = new Evaluator(policies(schema, id), Thresholds.DEFAULT)
                .evaluate(List.of(new Text(text)), Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        int first = (int) head.lines().count();
        return evaluation.findings().stream()
                .flatMap(finding -> finding.occurrences().stream())
                .map(occurrence -> occurrence.origin().primary().line() - first)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Text(String text) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("default", "case", "case");
        }

        @Override
        public void read(Receiver receiver) {
            receiver.file(ManifestFile.asWritten("case.yaml", text));
        }
    }
}
