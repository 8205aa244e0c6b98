package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Helm's answer beside what the executor wrote for the same chart. Each document of Helm is matched with one that the executor
 * wrote for the template that Helm names, each once: see {@link ExecutedDocument}. In what order Helm prints them does not matter.
 * Whatever Helm printed is in {@link #files}, whether it was matched or not.
 */
final class ComparedAnswer {
    /** What helps where an answer of the embedded Helm is not all there is to know. */
    static final String FIX = "render with a helm binary, " + CommandText.option("helm") + "=/path/to/helm";

    private static final int MOST_NAMED = 3;

    private final Map<String, List<Printed>> printed = new HashMap<>();
    private final List<Printed> all = new ArrayList<>();
    private final boolean hasHooks;
    private final String failure;
    private final Set<String> differing = new LinkedHashSet<>();
    private final SortedMap<String, String> files = new TreeMap<>();

    /** A document that Helm printed, and the template that was found to have written it. */
    private static final class Printed {
        private final HelmDocument document;
        private @Nullable String writer;

        Printed(HelmDocument document) {
            this.document = document;
        }
    }

    /**
     * Compares.
     *
     * @param output what Helm printed
     * @param hasHooks whether it would have printed hooks
     * @param written what the executor wrote, by Helm's name of the template
     * @param failure why it wrote nothing; empty where it did
     */
    ComparedAnswer(String output, boolean hasHooks, SortedMap<String, Text> written, String failure) {
        this.hasHooks = hasHooks;
        this.failure = failure;
        for (HelmDocument document : HelmDocument.read(output)) {
            var one = new Printed(document);
            all.add(one);
            printed.computeIfAbsent(document.source(), key -> new ArrayList<>()).add(one);
        }
        var matched = new HashMap<String, Map<ExecutedDocument, HelmDocument>>();
        written.forEach((path, text) -> matched.put(path, match(path, text)));
        for (Printed one : all) {
            if (one.writer == null && !one.document.text().isBlank()) {
                differing.add(one.document.source());
            }
        }
        written.forEach((path, text) -> {
            if (!differing.contains(path)) {
                put(path, text(Bytes.text(text.bytes()), matched.getOrDefault(path, Map.of())));
            }
        });
        for (String path : differing) {
            put(path, helms(path));
        }
    }

    /**
     * Passes over templates that differ because chance or the time decides what they write, beyond the pieces that are open: the
     * executor writes otherwise at another time, too. What Helm printed of them stands, and the hooks that it did not print.
     *
     * @param now what the executor wrote
     * @param later what it writes at another time
     */
    void passOver(SortedMap<String, Text> now, SortedMap<String, Text> later) {
        for (String path : List.copyOf(differing)) {
            if (!ExecutedDocument.areAlike(now.get(path), later.get(path))) {
                differing.remove(path);
                var text = new StringBuilder(helms(path));
                ExecutedDocument.of(now.get(path)).stream()
                        .filter(document -> !hasHooks && Hooks.mayBeHook(document.text()))
                        .forEach(
                                hook -> text.append("---\n").append(hook.text()).append('\n'));
                put(path, text.toString());
            }
        }
    }

    /** The documents of Helm that the executor wrote for a template, where the texts are not the same. */
    private Map<ExecutedDocument, HelmDocument> match(String path, Text text) {
        var matched = new HashMap<ExecutedDocument, HelmDocument>();
        List<ExecutedDocument> documents = ExecutedDocument.of(text);
        // those that nothing is open of leave the others fewer to choose from
        for (boolean isOpen : new boolean[] {false, true}) {
            for (ExecutedDocument document : documents) {
                if (document.isOpen() == isOpen && !isPrinted(path, document, matched) && !isHidden(document)) {
                    differing.add(path);
                }
            }
        }
        return matched;
    }

    private boolean isPrinted(String path, ExecutedDocument document, Map<ExecutedDocument, HelmDocument> matched) {
        List<HelmDocument> expected = HelmDocument.read(new HelmDocument(path, document.text()).printed());
        if (expected.size() == 1) {
            Printed one = unmatched(path, document, document.text());
            if (one == null) {
                return false;
            }
            one.writer = path;
            if (document.isOpen()) {
                matched.put(document, one.document);
            }
            return true;
        }
        // it begins with lines that name another template
        var found = new HashSet<Printed>();
        for (HelmDocument part : expected) {
            for (Printed one : printed.getOrDefault(part.source(), List.of())) {
                if (one.writer == null && one.document.text().equals(part.text()) && !found.contains(one)) {
                    found.add(one);
                    break;
                }
            }
        }
        if (found.size() < expected.size()) {
            return false;
        }
        found.forEach(one -> one.writer = path);
        return true;
    }

    private @Nullable Printed unmatched(String path, ExecutedDocument document, String text) {
        for (Printed one : printed.getOrDefault(path, List.of())) {
            if (one.writer == null && (one.document.text().equals(text) || document.matches(one.document.text()))) {
                return one;
            }
        }
        return null;
    }

    /** Whether Helm prints no document because it takes it for a hook. */
    private boolean isHidden(ExecutedDocument document) {
        return hasHooks ? Hooks.isUnknown(document.text()) : Hooks.mayBeHook(document.text());
    }

    /** The executor's text with Helm's words. */
    private static String text(String text, Map<ExecutedDocument, HelmDocument> matched) {
        var helms = new StringBuilder(text);
        matched.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(other.getKey().from(), one.getKey().from()))
                .forEach(entry -> helms.replace(
                        entry.getKey().from(),
                        entry.getKey().to(),
                        entry.getValue().text()));
        return helms.toString();
    }

    /** What Helm printed for a template. */
    private String helms(String path) {
        var text = new StringBuilder();
        for (Printed one : all) {
            boolean isOfPath = one.writer == null ? one.document.source().equals(path) : one.writer.equals(path);
            if (isOfPath) {
                text.append("---\n").append(one.document.text()).append('\n');
            }
        }
        return text.toString();
    }

    private void put(String path, String text) {
        if (!text.isBlank()) {
            files.put(path, text);
        }
    }

    /**
     * Requires that it {@link #isEqual}.
     *
     * @param what what of the chart is not known otherwise
     * @throws HelmFailure where it did not
     */
    void require(String what) throws HelmFailure {
        if (!isEqual()) {
            String why = failure.isEmpty()
                    ? differing.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + " is written otherwise by Helm than by the executor of templates"
                    : "the executor of templates cannot execute it (" + failure + ")";
            throw new HelmFailure(
                    "not all of its documents are known: the chart " + what + ", and " + why + "; " + FIX);
        }
    }

    /** Whether the executor wrote all that Helm printed, and nothing else that Helm would have printed. */
    boolean isEqual() {
        return failure.isEmpty() && differing.isEmpty();
    }

    /** What each template wrote: the executor's text where all documents of Helm are in it, else the documents of Helm. */
    SortedMap<String, String> files() {
        return files;
    }
}
