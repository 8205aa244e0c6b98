package io.github.akspolicy.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
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

    private static final Pattern ID = Pattern.compile("c(\\d{6})(?:\\.yaml)?");
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
            int to = Math.min(texts.size(), from + BATCH);
            BitSet unclear = read(texts, from, to, folder, outcomes);
            for (int i = unclear.nextSetBit(0); i >= 0; i = unclear.nextSetBit(i + 1)) {
                outcomes.set(i, new Outcome(new ArrayList<>(), new ArrayList<>()));
                read(texts, i, i + 1, folder, outcomes);
            }
        }
        return outcomes;
    }

    /**
     * Reads some texts at once.
     *
     * @return which of them must be read alone, since kubectl says something without the name of its text
     */
    private BitSet read(List<byte[]> texts, int from, int to, Path folder, List<Outcome> outcomes)
            throws IOException, InterruptedException {
        Path batch = Files.createTempDirectory(folder, "batch");
        for (int i = from; i < to; i++) {
            Files.write(batch.resolve(id(i) + ".yaml"), texts.get(i));
        }
        BitSet unclear = readFolder(batch, from, to, outcomes);
        for (int i = from; i < to; i++) {
            Files.delete(batch.resolve(id(i) + ".yaml"));
        }
        Files.delete(batch);
        return unclear;
    }

    private BitSet readFolder(Path folder, int from, int to, List<Outcome> outcomes)
            throws IOException, InterruptedException {
        Path out = folder.resolveSibling(folder.getFileName() + ".out");
        Path err = folder.resolveSibling(folder.getFileName() + ".err");
        var process = new ProcessBuilder(
                "kubectl", "annotate", "--local", "-f", folder.toString(), "differential=yes", "-o", "json");
        process.environment().putAll(Map.of("KUBECONFIG", "/dev/null", "HOME", folder.toString()));
        process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> values = mapper.readerFor(JsonNode.class).readValues(out.toFile())) {
            values.forEachRemaining(objects::add);
        }
        // a message may hold any bytes of a text
        List<String> errors = Files.readString(err, ISO_8859_1).lines().toList();
        Files.delete(out);
        Files.delete(err);
        var unclear = new BitSet();
        if (to - from == 1) {
            outcomes.get(from).objects().addAll(objects);
            outcomes.get(from).errors().addAll(errors);
            return unclear;
        }
        // kubectl prints in the order of the files: an object without a name is of one between its neighbours
        int before = from;
        int after = from;
        for (int i = 0; i < objects.size(); i++) {
            int owner = owner(objects.get(i));
            if (owner >= 0) {
                outcomes.get(owner).objects().add(objects.get(i));
                before = owner;
                continue;
            }
            int next = i + 1;
            while (next < objects.size() && owner(objects.get(next)) < 0) {
                next++;
            }
            after = next == objects.size() ? to - 1 : owner(objects.get(next));
            unclear.set(before, after + 1);
        }
        int last = -1;
        for (String error : errors) {
            int index = index(error);
            // a message of several lines names its file on the first
            last = index >= 0 ? index : last;
            if (last < 0) {
                unclear.set(from, to);
            } else {
                outcomes.get(last).errors().add(error);
            }
        }
        return unclear;
    }

    private static int owner(JsonNode object) {
        int named = index(object.path("metadata").path("name").asString(""));
        return named >= 0 ? named : index(object.toString());
    }

    /** The index of the text whose id an object or a message holds; -1 for none. */
    private static int index(String text) {
        Matcher id = ID.matcher(text);
        return id.find() ? Integer.parseInt(id.group(1)) : -1;
    }
}
