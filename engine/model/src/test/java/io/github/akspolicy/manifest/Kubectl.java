package io.github.akspolicy.manifest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;

/**
 * The real kubectl, asked what it makes of files. {@code kubectl annotate --local} decodes a file as {@code apply} does
 * and prints the objects as JSON without a cluster.
 */
final class Kubectl {
    /** The word in the texts of cases that stands for the name by which a case is found again in the output. */
    static final String NAME = "CASE";

    private static final Pattern FAILED = Pattern.compile("(c\\d{6})\\.yaml");
    private static final int BATCH = 1500;

    /** What kubectl made of one case: the objects it printed, and whether it complained about the file. */
    record Outcome(List<JsonNode> objects, List<String> errors) {}

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20_000).build())
            .build());

    private Kubectl() {}

    /** kubectl; without it the test is skipped, but fails in CI (environment variable {@code CI=true}). */
    static Kubectl required() {
        boolean present = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            present |= Files.isExecutable(Path.of(folder, "kubectl"));
        }
        String missing = "kubectl is not on the PATH: install the Debian package kubernetes-client";
        if (!present && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        assumeTrue(present, missing);
        return new Kubectl();
    }

    static String id(int index) {
        return String.format("c%06d", index);
    }

    /** What kubectl makes of each text, with {@link #NAME} replaced by the text's id. */
    List<Outcome> read(List<byte[]> texts, Path folder) throws IOException, InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < texts.size(); i++) {
            outcomes.add(new Outcome(new ArrayList<>(), new ArrayList<>()));
        }
        for (int from = 0; from < texts.size(); from += BATCH) {
            Path batch = Files.createDirectory(folder.resolve("batch" + from));
            for (int i = from; i < Math.min(texts.size(), from + BATCH); i++) {
                Files.write(batch.resolve(id(i) + ".yaml"), texts.get(i));
            }
            readFolder(batch, outcomes);
        }
        return outcomes;
    }

    private void readFolder(Path folder, List<Outcome> outcomes) throws IOException, InterruptedException {
        Path out = folder.resolveSibling(folder.getFileName() + ".out");
        Path err = folder.resolveSibling(folder.getFileName() + ".err");
        var process = new ProcessBuilder(
                "kubectl", "annotate", "--local", "-f", folder.toString(), "differential=yes", "-o", "json");
        process.environment().putAll(Map.of("KUBECONFIG", "/dev/null", "HOME", folder.toString()));
        process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();

        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            byName.put(id(i), i);
        }
        try (MappingIterator<JsonNode> objects =
                mapper.readerFor(JsonNode.class).readValues(out.toFile())) {
            while (objects.hasNext()) {
                JsonNode object = objects.next();
                Integer index = byName.get(object.path("metadata").path("name").asString());
                assertTrue(index != null, () -> "kubectl printed an object of no case: " + object);
                outcomes.get(index).objects().add(object);
            }
        }
        for (String error : Files.readAllLines(err)) {
            Matcher failed = FAILED.matcher(error);
            if (failed.find()) {
                outcomes.get(byName.get(failed.group(1))).errors().add(error);
            } else {
                fail("kubectl complains about no case in particular: " + error);
            }
        }
    }
}
