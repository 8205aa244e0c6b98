package io.github.akspolicy.manifest;

import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.ResourceReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What our reader and kubectl make of the same files, over any number of rounds. */
public final class KubectlComparison {
    /** Beginnings of our messages for what kubectl accepts, and why we do not. */
    private static final Map<String, String> STRICTER = Map.of(
            "duplicate key", "of keys of two kinds kubectl keeps either",
            "text follows the end of the document", "kubectl ignores what follows a line '...'",
            "these bytes are not valid", "kubectl replaces invalid bytes; the file is in another encoding",
            "a byte order mark (U+FEFF)", "kubectl skips characters behind one where its buffer begins with it",
            "not a Kubernetes object: it has no apiVersion", "kubectl leaves a missing apiVersion to the API server",
            "not a Kubernetes object: it has no kind", "kubectl passes over items without a kind",
            "not a Kubernetes object: its apiVersion", "kubectl passes over items whose apiVersion it cannot read",
            "this is a binary file", "kubectl reads the documents before a NUL, we refuse the file",
            "the List has no items", "kubectl passes a List without items on; the API server refuses it");

    private static final Pattern NO_METADATA =
            Pattern.compile("cannot unmarshal \\w+ into Go struct field metadataOnlyObject.metadata");

    /** What our reader made of a case. */
    private record Ours(List<@Nullable Object> objects, List<String> problems) {}

    private final Kubectl kubectl;
    private final Path folder;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> deliberate = new TreeMap<>();
    private int files;
    private int accepted;
    private int objects;
    private int dropped;

    private KubectlComparison(Kubectl kubectl, Path folder) {
        this.kubectl = kubectl;
        this.folder = folder;
    }

    /**
     * A comparison with the kubectl on the path; without one the test is skipped, or fails in CI.
     *
     * @param folder for the files, which are deleted again
     */
    public static KubectlComparison in(Path folder) {
        return new KubectlComparison(Kubectl.required(), folder);
    }

    /** Compares generated files, documents and their separators above all. */
    public void texts(long seed, int count) throws IOException, InterruptedException {
        compare(new KubectlTextGenerator(seed).cases(count));
    }

    void compare(List<KubectlCase> cases) throws IOException, InterruptedException {
        var texts = new ArrayList<byte[]>();
        for (KubectlCase each : cases) {
            texts.add(each.bytesFor(Kubectl.id(texts.size())));
        }
        List<Kubectl.Outcome> outcomes = kubectl.read(texts, folder);
        for (int i = 0; i < cases.size(); i++) {
            compare(cases.get(i), texts.get(i), outcomes.get(i));
        }
    }

    private void compare(KubectlCase each, byte[] text, Kubectl.Outcome theirs) {
        files++;
        accepted += theirs.errors().isEmpty() ? 1 : 0;
        objects += theirs.objects().size();
        Ours ours = read(text);
        if (ours.problems().isEmpty()) {
            dropped += Math.max(0, theirs.objects().size() - ours.objects().size());
        }
        String difference = difference(theirs, ours);
        String reason = each.deliberate();
        if (difference == null) {
            if (reason != null) {
                differences.add("a deliberate difference that is none: " + each);
            }
            return;
        }
        if (reason == null) {
            reason = reason(text, theirs, ours);
        }
        if (reason == null) {
            differences.add(each + "\n      " + difference);
        } else {
            deliberate.merge(reason, 1, Integer::sum);
        }
    }

    /** Files that were compared. */
    public int files() {
        return files;
    }

    /** Objects that kubectl reads and we neither read nor report a problem instead of. */
    public int dropped() {
        return dropped;
    }

    /** Files that are read otherwise without a reason, with both readings. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /** The figures on one line. */
    public String figures() {
        return String.format(
                "kubectl and we read %d files (kubectl accepts %d, %d objects): %d differences, %d objects dropped, deliberate: %s",
                files, accepted, objects, differences.size(), dropped, deliberate);
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

    private static @Nullable String reason(byte[] text, Kubectl.Outcome theirs, Ours ours) {
        if (NO_METADATA.matcher(String.valueOf(theirs.errors())).find()) {
            return "kubectl refuses metadata that are no mapping, we evaluate the object";
        }
        if (text.length > 1
                && (text[0] == 0) != (text[1] == 0)
                && !theirs.errors().isEmpty()) {
            return "the YAML specification recognises UTF-16 without a byte order mark, kubectl does not";
        }
        return stricter(ours);
    }

    private static @Nullable String stricter(Ours ours) {
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
            if (!same(theirObjects.get(i), withoutEmptyMetadata(ours.objects().get(i)))) {
                return "kubectl reads " + theirObjects.get(i) + ", we read "
                        + ours.objects().get(i);
            }
        }
        return sameCount ? null : "kubectl reads " + theirObjects + ", we read " + ours.objects();
    }

    /** kubectl's object without the annotation, and without the metadata that it made for it. */
    private static @Nullable Object withoutAnnotation(JsonNode node) {
        Object plain = plain(node);
        if (plain instanceof Map<?, ?> object && object.get("metadata") instanceof Map<?, ?> metadata) {
            if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
                annotations.remove("differential");
                if (annotations.isEmpty()) {
                    metadata.remove("annotations");
                }
            }
        }
        return withoutEmptyMetadata(plain);
    }

    private static @Nullable Object withoutEmptyMetadata(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> object
                && (object.get("metadata") == null
                        || (object.get("metadata") instanceof Map<?, ?> metadata && metadata.isEmpty()))) {
            object.remove("metadata");
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
