package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.plain.Separators.Span;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** Why Helm would not install a document. */
    public enum LeftOut {
        /** It is a hook of {@code helm test} and of nothing else. */
        TEST,
        /** One of its events is unknown: Helm skips the hook. */
        UNKNOWN_EVENT
    }

    /** Events that Go and Java read alike beyond doubt. */
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

    private Hooks() {}

    /**
     * The texts that Helm installs out of what a template wrote. They are taken apart as they were written: blank lines where a
     * document was would hide the separator behind them.
     *
     * @throws ManifestException as {@link Separators#parts}
     */
    public static List<String> installed(String text, boolean keepTests) throws ManifestException {
        List<Span> documents = Separators.documents(text);
        Set<Span> leftOut = leftOut(text, documents, keepTests).keySet();
        if (leftOut.isEmpty()) {
            return Separators.parts(text, documents);
        }
        var filtered = new StringBuilder(text);
        for (Span span : leftOut) {
            for (int i = span.from(); i < span.to(); i++) {
                char c = filtered.charAt(i);
                if (c != '\n' && c != '\r') {
                    filtered.setCharAt(i, ' ');
                }
            }
        }
        return Separators.parts(filtered.toString(), documents);
    }

    /** Why {@link #installed} leaves documents out; each reason once. */
    public static Set<LeftOut> leftOut(String text, boolean keepTests) {
        var reasons = EnumSet.noneOf(LeftOut.class);
        if (text.contains(ANNOTATION)) {
            reasons.addAll(leftOut(text, Separators.documents(text), keepTests).values());
        }
        return reasons;
    }

    /** Whether Helm may take a document for a hook: it reads UTF-16, too, where each character of ours is followed or led by a zero. */
    static boolean mayBeHook(String document) {
        return document.contains(ANNOTATION)
                || document.indexOf('\0') >= 0 && document.replace("\0", "").contains(ANNOTATION);
    }

    /** Whether it is certain that it is a hook of an event that Helm does not know. */
    static boolean isUnknown(String document) {
        return document.contains(ANNOTATION) && reason(document, true) == LeftOut.UNKNOWN_EVENT;
    }

    private static Map<Span, LeftOut> leftOut(String text, List<Span> documents, boolean keepTests) {
        Map<Span, LeftOut> spans = new HashMap<>();
        for (Span span : documents) {
            Span trimmed = span.trimmed(text);
            String document = text.substring(trimmed.from(), trimmed.to());
            LeftOut reason = document.contains(ANNOTATION) ? reason(document, keepTests) : null;
            if (reason != null) {
                spans.put(span, reason);
            }
        }
        return spans;
    }

    private static @Nullable LeftOut reason(String document, boolean keepTests) {
        String hook = hook(document);
        if (hook == null) {
            return null;
        }
        boolean test = true;
        for (String event : hook.split(",", -1)) {
            String name = event.strip().toLowerCase(Locale.ROOT);
            if (!TEST.contains(name) && !OTHER.contains(name)) {
                // such as crd-install of Helm 2
                return LeftOut.UNKNOWN_EVENT;
            }
            test &= TEST.contains(name);
        }
        // a test that runs at another event, too, is deployed
        return test && !keepTests ? LeftOut.TEST : null;
    }

    /** The events of a document; null where it is not certain that Helm reads the same. */
    private static @Nullable String hook(String document) {
        List<Node> documents;
        try {
            documents = ManifestReader.manifests(document);
        } catch (ManifestException unreadable) {
            // the reader of the whole file reports it
            return null;
        }
        if (documents.size() != 1
                || !(only(documents.get(0), "metadata") instanceof Node.Mapping metadata)
                || !(only(metadata, "annotations") instanceof Node.Mapping annotations)
                || !(annotations.get(ANNOTATION) instanceof Node.Scalar scalar)
                || !(scalar.value() instanceof String events)) {
            return null;
        }
        return PLAIN.matcher(events).matches() ? events : null;
    }

    /** A field that has no other spelling beside it: Helm takes fields without regard to case, the last one wins. */
    private static @Nullable Node only(Node node, String field) {
        if (!(node instanceof Node.Mapping mapping)) {
            return null;
        }
        for (Node.Entry entry : mapping.entries()) {
            String key = String.valueOf(entry.key());
            if (!key.equals(field)
                    && key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).equals(field)) {
                return null;
            }
        }
        return mapping.get(field);
    }
}
