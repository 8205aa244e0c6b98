package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The decoded documents of one render, comparable whatever order they were printed in. */
final class Documents {
    /** Where Helm divides the text of a template. */
    private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s*\\n)---\\s*");

    private final Map<String, @Nullable Object> byKey = new TreeMap<>();

    private Documents() {}

    /** @param texts what each template wrote, in pieces or whole */
    static Documents of(Map<String, ? extends Collection<String>> texts) {
        var documents = new Documents();
        texts.forEach((path, pieces) -> pieces.forEach(piece -> {
            for (String text : SEPARATOR.split(piece.strip())) {
                documents.add(path, text);
            }
        }));
        return documents;
    }

    private void add(String path, String text) {
        ManifestReader.read(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                Field field = Field.root(root);
                boolean hook =
                        field.at("metadata", "annotations", "helm.sh/hook").isWritten();
                put(path + " " + field.get("kind").textOr("") + (hook ? " hook" : ""), Node.toPlain(root));
            }

            @Override
            public void problem(ManifestException problem) {
                // duplicate keys, which kubectl would let pass: the text stands for the document
                put(path + " unreadable", text.strip());
            }
        });
    }

    /** Helm sorts by kind and prints hooks last; within one kind of one template the order stays. */
    private void put(String name, @Nullable Object document) {
        for (int i = 1; ; i++) {
            String key = name + " #" + i;
            if (!byKey.containsKey(key)) {
                byKey.put(key, document);
                return;
            }
        }
    }

    int count() {
        return byKey.size();
    }

    /**
     * What differs from the reference, the first difference of each document; nothing that differs between two renders of
     * the reference itself.
     *
     * @param again a second render of the reference
     */
    List<String> differences(Documents reference, Documents again) {
        var differences = new ArrayList<String>();
        for (String key : reference.byKey.keySet()) {
            if (!byKey.containsKey(key)) {
                differences.add(key + " is missing");
            } else {
                String difference =
                        difference("", byKey.get(key), reference.byKey.get(key), again.byKey.getOrDefault(key, null));
                if (difference != null) {
                    differences.add(key + difference);
                }
            }
        }
        byKey.keySet().stream()
                .filter(key -> !reference.byKey.containsKey(key))
                .forEach(key -> differences.add(key + " is not in the reference"));
        return differences;
    }

    private static @Nullable String difference(
            String path, @Nullable Object ours, @Nullable Object theirs, @Nullable Object again) {
        if (Objects.equals(ours, theirs)) {
            return null;
        }
        if (ours instanceof Map<?, ?> a && theirs instanceof Map<?, ?> b && again instanceof Map<?, ?> c) {
            if (!a.keySet().equals(b.keySet()) && b.keySet().equals(c.keySet())) {
                return path + ": the keys are " + a.keySet() + ", not " + b.keySet();
            }
            for (Object key : b.keySet()) {
                String difference = difference(path + "." + key, a.get(key), b.get(key), c.get(key));
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (ours instanceof List<?> a && theirs instanceof List<?> b && again instanceof List<?> c) {
            if (a.size() != b.size()) {
                return path + ": " + a.size() + " items, not " + b.size();
            }
            for (int i = 0; i < a.size(); i++) {
                Object third = i < c.size() ? c.get(i) : null;
                String difference = difference(path + "[" + i + "]", a.get(i), b.get(i), third);
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (ours instanceof String a && theirs instanceof String b && again instanceof String c) {
            return textDifference(path, a.split("\n", -1), b.split("\n", -1), c.split("\n", -1));
        }
        return Objects.equals(theirs, again) ? path + ": " + shown(ours) + ", not " + shown(theirs) : null;
    }

    private static @Nullable String textDifference(String path, String[] ours, String[] theirs, String[] again) {
        if (theirs.length == again.length && ours.length != theirs.length) {
            return path + ": " + ours.length + " lines, not " + theirs.length;
        }
        for (int i = 0; theirs.length == again.length && i < theirs.length; i++) {
            if (!ours[i].equals(theirs[i]) && theirs[i].equals(again[i])) {
                return path + ": " + shown(ours[i]) + ", not " + shown(theirs[i]);
            }
        }
        return null;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
    }
}
