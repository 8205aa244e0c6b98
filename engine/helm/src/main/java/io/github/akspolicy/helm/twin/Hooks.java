package io.github.akspolicy.helm.twin;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leaves out the documents that Helm would not install, without moving any other line. */
public final class Hooks {
    private static final String ANNOTATION = "helm.sh/hook";
    private static final Set<String> TEST = Set.of("test", "test-success");
    private static final Set<String> OTHER = Set.of(
            "pre-install",
            "post-install",
            "pre-delete",
            "post-delete",
            "pre-upgrade",
            "post-upgrade",
            "pre-rollback",
            "post-rollback");

    /** Where Helm splits a rendered file. */
    private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s*\\n)---\\s*");

    private Hooks() {}

    /** The text with blank lines where such documents were. */
    public static String filter(String text, boolean keepTests) {
        if (!text.contains(ANNOTATION)) {
            return text;
        }
        StringBuilder filtered = null;
        for (int[] span : documents(text)) {
            String document = text.substring(span[0], span[1]);
            if (document.contains(ANNOTATION) && isLeftOut(document, keepTests)) {
                if (filtered == null) {
                    filtered = new StringBuilder(text);
                }
                for (int i = span[0]; i < span[1]; i++) {
                    char c = filtered.charAt(i);
                    if (c != '\n' && c != '\r') {
                        filtered.setCharAt(i, ' ');
                    }
                }
            }
        }
        return filtered == null ? text : filtered.toString();
    }

    /** Begin and end of each document, as Helm splits them. */
    static List<int[]> documents(String text) {
        var spans = new ArrayList<int[]>();
        int from = 0;
        Matcher separator = SEPARATOR.matcher(text);
        while (separator.find()) {
            spans.add(new int[] {from, separator.start()});
            from = separator.end();
        }
        spans.add(new int[] {from, text.length()});
        return spans;
    }

    private static boolean isLeftOut(String document, boolean keepTests) {
        String hook = hook(document);
        if (hook == null) {
            return false;
        }
        boolean test = false;
        for (String event : hook.split(",")) {
            String name = event.strip().toLowerCase(java.util.Locale.ROOT);
            if (TEST.contains(name)) {
                test = true;
            } else if (!OTHER.contains(name)) {
                // Helm skips a hook with an event that it does not know, such as crd-install of Helm 2
                return true;
            }
        }
        return test && !keepTests;
    }

    private static @org.jspecify.annotations.Nullable String hook(String document) {
        var found = new String[1];
        ManifestReader.yaml(document, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                if (root instanceof Node.Mapping mapping
                        && mapping.get("metadata") instanceof Node.Mapping metadata
                        && metadata.get("annotations") instanceof Node.Mapping annotations
                        && annotations.get(ANNOTATION) instanceof Node.Scalar scalar
                        && scalar.value() instanceof String events) {
                    found[0] = events;
                }
            }

            @Override
            public void problem(ManifestException problem) {
                // whoever reads the whole file reports it
            }
        });
        return found[0];
    }
}
