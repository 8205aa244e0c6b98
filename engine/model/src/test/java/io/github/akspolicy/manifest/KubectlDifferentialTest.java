package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.ResourceReader;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Our reader against kubectl itself: the same files, the same objects. Where we are stricter on purpose, the message we
 * give is listed in {@link #STRICTER} with the reason; single cases with a reason of their own carry it.
 */
class KubectlDifferentialTest {
    private static final long SEED = 20261124;

    /** Beginnings of our messages for what kubectl accepts, and why we do not. */
    private static final Map<String, String> STRICTER = Map.of(
            "duplicate key", "kubectl keeps the last of two equal keys; one of the two lines is a mistake",
            "text follows the end of the document", "kubectl ignores what follows a line '...'",
            "these bytes are not valid", "kubectl replaces invalid bytes; the file is in another encoding",
            "YAML directives", "kubectl ignores a known directive behind the document, but refuses it before",
            "only an indentation digit", "YAML demands a blank before the comment behind | and >, kubectl does not",
            "this escape sequence does not exist",
                    "kubectl accepts a backslash before a single quote and before a tab; snakeyaml knows neither",
            "the List has no items", "kubectl passes a List without items on; the API server refuses it");

    private @TempDir Path folder;

    /** What our reader made of a case. */
    private record Ours(List<@Nullable Object> objects, List<String> problems) {}

    @Test
    void chosenCases() throws Exception {
        int compared = compare(KubectlCases.all());
        assertThat(compared).isGreaterThanOrEqualTo(300);
    }

    @Test
    void generatedCases() throws Exception {
        assertThat(compare(new KubectlCaseGenerator(SEED).cases(3000))).isEqualTo(3000);
    }

    @Test
    @Tag("deep")
    void manyGeneratedCases() throws Exception {
        for (int round = 1; round <= 8; round++) {
            assertThat(compare(new KubectlCaseGenerator(SEED + round).cases(6000)))
                    .isEqualTo(6000);
        }
    }

    private int compare(List<KubectlCase> cases) throws Exception {
        Kubectl kubectl = Kubectl.required();
        var texts = new ArrayList<byte[]>();
        for (KubectlCase each : cases) {
            texts.add(each.bytesFor(Kubectl.id(texts.size())));
        }
        List<Kubectl.Outcome> outcomes = kubectl.read(texts, java.nio.file.Files.createTempDirectory(folder, "run"));
        var differences = new ArrayList<String>();
        var deliberate = new TreeMap<String, Integer>();
        int accepted = 0;
        for (int i = 0; i < cases.size(); i++) {
            Kubectl.Outcome theirs = outcomes.get(i);
            accepted += theirs.errors().isEmpty() ? 1 : 0;
            Ours ours = read(texts.get(i));
            String difference = difference(theirs, ours);
            String reason = cases.get(i).deliberate();
            if (difference == null) {
                assertThat(reason)
                        .as("a deliberate difference that is none: " + cases.get(i))
                        .isNull();
                continue;
            }
            if (reason == null) {
                reason = stricter(theirs, ours);
            }
            if (reason == null) {
                differences.add(cases.get(i) + "\n      " + difference);
            } else {
                deliberate.merge(reason, 1, Integer::sum);
            }
        }
        System.out.printf(
                "kubectl and we read %d files (kubectl accepts %d): %d differences, deliberate: %s%n",
                cases.size(), accepted, differences.size(), deliberate);
        assertThat(differences).as("differences from kubectl").isEmpty();
        return cases.size();
    }

    private static Ours read(byte[] bytes) {
        var ours = new Ours(new ArrayList<>(), new ArrayList<>());
        String text;
        try {
            text = ManifestReader.decode(bytes);
        } catch (ManifestException e) {
            ours.problems().add(e.getMessage());
            return ours;
        }
        ManifestReader.read(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                ResourceReader.read(
                        root,
                        null,
                        PodTemplates.KNOWN,
                        resource ->
                                ours.objects().add(Node.toPlain(resource.root().node())),
                        problem -> ours.problems().add(problem.getMessage()));
            }

            @Override
            public void problem(ManifestException problem) {
                ours.problems().add(problem.getMessage());
            }
        });
        return ours;
    }

    private static @Nullable String stricter(Kubectl.Outcome theirs, Ours ours) {
        if (!theirs.errors().isEmpty()) {
            return null;
        }
        for (var entry : STRICTER.entrySet()) {
            if (ours.problems().stream().anyMatch(problem -> problem.startsWith(entry.getKey()))) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** kubectl stops at the first broken document of a file and we go on, so it may know fewer objects then. */
    private static @Nullable String difference(Kubectl.Outcome theirs, Ours ours) {
        List<@Nullable Object> theirObjects = new ArrayList<>();
        theirs.objects().forEach(object -> theirObjects.add(withoutAnnotation(object)));
        boolean theyFail = !theirs.errors().isEmpty();
        boolean weFail = !ours.problems().isEmpty();
        if (theyFail != weFail) {
            return theyFail
                    ? "kubectl refuses: " + theirs.errors() + ", we read " + ours.objects()
                    : "we refuse: " + ours.problems() + ", kubectl reads " + theirObjects;
        }
        int count = theirObjects.size();
        boolean sameCount = theyFail
                ? count <= ours.objects().size()
                : count == ours.objects().size();
        for (int i = 0; sameCount && i < count; i++) {
            if (!same(theirObjects.get(i), ours.objects().get(i))) {
                return "kubectl reads " + theirObjects.get(i) + ", we read "
                        + ours.objects().get(i);
            }
        }
        return sameCount ? null : "kubectl reads " + theirObjects + ", we read " + ours.objects();
    }

    private static @Nullable Object withoutAnnotation(JsonNode node) {
        Object plain = plain(node);
        if (plain instanceof Map<?, ?> object
                && object.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations) {
            annotations.remove("differential");
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return plain;
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            var list = new ArrayList<@Nullable Object>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isNumber()) {
            return node.canConvertToLong() && node.isIntegralNumber()
                    ? (Object) node.longValue()
                    : node.isIntegralNumber() ? node.bigIntegerValue() : node.doubleValue();
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.stringValue();
    }

    /** Equal values; a number beyond 64 bits is the same when the same float is nearest to it, as JSON has only those. */
    private static boolean same(@Nullable Object theirs, @Nullable Object ours) {
        if (theirs instanceof Map<?, ?> map) {
            return ours instanceof Map<?, ?> other
                    && map.keySet().equals(other.keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), other.get(key)));
        }
        if (theirs instanceof List<?> list) {
            if (!(ours instanceof List<?> other) || list.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (!same(list.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (theirs instanceof Number number && ours instanceof Number other) {
            boolean inexact = number instanceof Double
                    || other instanceof Double
                    || number instanceof BigInteger
                    || other instanceof BigInteger;
            return inexact ? number.doubleValue() == other.doubleValue() : number.longValue() == other.longValue();
        }
        return theirs == null ? ours == null : theirs.equals(ours);
    }
}
