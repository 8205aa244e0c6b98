package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Variants of each violating sample of Azure Policy whose verdict follows from the templates: where every image or container is excluded,
 * a pod passes; a template for Linux leaves out pods whose node selector demands Windows.
 */
class AzureVariantsTest {
    private static final Path INDEX = Path.of("..", "..", "shared", "conformance", "index.jsonl");

    /** What they say of the pod itself counts, whatever containers are excluded (azure-policy README, "Matching"). */
    private static final Set<String> OF_THE_POD =
            Set.of("azure-policy/selinux", "azure-policy/forbidden-sysctl-interfaces");

    @TempDir
    private Path folder;

    private final Map<String, Mapping> mappings = Mappings.read().checks();

    @TestFactory
    Stream<DynamicTest> variants() throws IOException {
        assumeTrue(Files.exists(INDEX), "needs " + INDEX);
        var tests = new ArrayList<DynamicTest>();
        for (String line : Files.readAllLines(INDEX)) {
            if (line.contains("\"source\": \"azure-policy\"") && line.contains("\"expect\": \"fail\"")) {
                Field labelled = parsed(line);
                addExclusions(labelled, tests);
                addWindows(labelled, tests);
            }
        }
        assertThat(tests).as("cases with a variant").hasSizeGreaterThan(30);
        return tests.stream();
    }

    private void addExclusions(Field labelled, List<DynamicTest> tests) throws IOException {
        String check = labelled.get("check").stringOr("");
        List<String> names = containers(labelled);
        if (OF_THE_POD.contains(check) || names.isEmpty()) {
            return;
        }
        for (Map.Entry<String, List<String>> excluded : Map.of(
                        "excludedImages", List.of("*"), "excludedContainers", names)
                .entrySet()) {
            Map<String, Object> parameters = map(labelled.get("params"));
            parameters.put(excluded.getKey(), excluded.getValue());
            Mapping mapping = mappings.get(check);
            if (mapping != null
                    && mapping.unmapped().isEmpty()
                    && mapping.unsupported(parsed(JsonValues.write(parameters))).isEmpty()) {
                add(labelled, excluded.getKey(), parameters, paths(labelled), tests);
            }
        }
    }

    private void addWindows(Field labelled, List<DynamicTest> tests) throws IOException {
        String check = labelled.get("check").stringOr("");
        Mapping mapping = mappings.get(check);
        if (mapping == null || !mapping.leavesOutWindows() || check.contains("/windows-")) {
            return;
        }
        var copies = new ArrayList<String>();
        for (String path : paths(labelled)) {
            var text = new StringBuilder();
            for (Field object : documents(Path.of(path))) {
                Map<String, Object> plain = map(object);
                if ("Pod".equals(plain.get("kind"))) {
                    Map<String, Object> spec = map(object.get("spec"));
                    spec.put("nodeSelector", Map.of("kubernetes.io/os", "windows"));
                    plain.put("spec", spec);
                }
                text.append("---\n").append(JsonValues.write(plain)).append('\n');
            }
            Path copy = folder.resolve("windows-" + tests.size() + "-" + copies.size() + ".yaml");
            copies.add(Files.writeString(copy, text).toString());
        }
        add(labelled, "Windows", map(labelled.get("params")), copies, tests);
    }

    private void add(
            Field labelled,
            String variant,
            Map<String, Object> parameters,
            List<String> files,
            List<DynamicTest> tests) {
        Map<String, Object> line = map(labelled);
        line.put("id", labelled.get("id").stringOr("") + " " + variant);
        line.put("expect", "pass");
        line.put("params", parameters);
        line.put("files", files);
        tests.add(dynamicTest(String.valueOf(line.get("id")), () -> {
            Path index = Files.writeString(folder.resolve("index.jsonl"), JsonValues.write(line) + "\n");
            assertThat(new LabelledCases().judge(List.of(index), System.out)).allMatch(Entry::agrees);
        }));
    }

    private static List<String> paths(Field labelled) {
        Path cases = INDEX.resolveSibling("").toAbsolutePath().normalize();
        return labelled.get("files").strings().stream()
                .map(file -> cases.resolve(file).toString())
                .toList();
    }

    private static List<String> containers(Field labelled) throws IOException {
        var names = new ArrayList<String>();
        for (String path : paths(labelled)) {
            for (Field object : documents(Path.of(path))) {
                for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
                    object.at("spec", list)
                            .items()
                            .forEach(
                                    container -> names.add(container.get("name").stringOr("")));
                }
            }
        }
        return names;
    }

    private static List<Field> documents(Path file) throws IOException {
        try {
            return ManifestReader.yamlDocuments(Files.readString(file)).stream()
                    .map(Field::root)
                    .toList();
        } catch (ManifestException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Field parsed(String json) throws IOException {
        try {
            return Field.root(ManifestReader.json(json, ReadLimits.DEFAULT));
        } catch (ManifestException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, Object> map(Field field) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field child : field.fields()) {
            Node node = child.node();
            if (node != null) {
                map.put(child.key(), Node.toPlain(node));
            }
        }
        return map;
    }
}
