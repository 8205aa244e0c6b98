package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file of Bicep deploys, beside what its compiled template does, whatever either calls it by. */
record TemplateComparison(Path folder) {
    /** What the compiler alone decides, or writes in another way from version to version. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "dependsOn",
            "metadata",
            "$schema",
            "apiVersion",
            "condition",
            "import",
            "extension",
            "@options",
            "comments");

    private static final int BEFORE = 100;
    private static final String PROVIDERS = "/providers/";
    private static final Pattern UNKNOWN = Pattern.compile("⟨[^⟩]*⟩");
    private static final Pattern EXPRESSION = Pattern.compile("\\[[\\w.]+\\(.*\\)[^\\[\\]\"]*\\]");

    /** The first difference; empty where there is none. */
    String difference(Path bicep, Path compiled) throws IOException, ManifestException {
        var problems = new ArrayList<Problem>();
        var files = new BicepFiles(Workspace.of(folder), ReadLimits.DEFAULT, problems::add);
        Node own = new BicepTemplates(files, problems::add).template(bicep);
        if (own == null || !problems.isEmpty()) {
            return "not read: " + problems;
        }
        Node theirs = ManifestReader.commentedJson(Files.readString(compiled), ReadLimits.DEFAULT);
        return first(resources(own), resources(theirs), "resource");
    }

    private static List<String> resources(Node template) {
        return ArmTemplate.everyResource(template).stream()
                .map(TemplateComparison::text)
                .sorted()
                .toList();
    }

    private static String text(Resource resource) {
        Node root = Objects.requireNonNull(resource.root().node());
        return value(root, true);
    }

    /** The first text that only one of two lists has. */
    static String first(List<String> ours, List<String> theirs, String what) {
        var missing = new ArrayList<>(theirs);
        var more = new ArrayList<String>();
        ours.forEach(text -> {
            if (!missing.remove(text)) {
                more.add(text);
            }
        });
        if (missing.isEmpty() && more.isEmpty()) {
            return "";
        }
        String counts = what + "s differ, " + more.size() + " only ours, " + missing.size() + " only theirs: ";
        return more.isEmpty()
                ? counts + "theirs " + missing.get(0)
                : counts
                        + missing.stream()
                                .max(Comparator.comparing(text -> alike(text, more.get(0))))
                                .map(closest -> apart(more.get(0), closest))
                                .orElse("ours " + more.get(0));
    }

    /** How many characters two texts begin and end with alike. */
    private static int alike(String one, String other) {
        return common(one, other)
                + common(
                        new StringBuilder(one).reverse().toString(),
                        new StringBuilder(other).reverse().toString());
    }

    private static int common(String one, String other) {
        int i = 0;
        while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    /** Where two texts begin to differ, with what stands before. */
    private static String apart(String ours, String theirs) {
        int at = Math.max(0, common(ours, theirs) - BEFORE);
        return "ours …" + shown(ours, at) + "… theirs …" + shown(theirs, at) + "… in " + shown(ours, 0);
    }

    private static String shown(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + 2 * BEFORE));
    }

    private static String value(Node node, boolean isResource) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, String> entries = new TreeMap<>();
            for (Node.Entry entry : mapping.entries()) {
                if (!isResource || !NOT_COMPARED.contains(entry.key())) {
                    String value = value(entry.value(), false);
                    entries.put(
                            EXPRESSION.matcher(entry.key()).matches() ? "[…]" : entry.key(),
                            isResource && entry.key().equals("scope")
                                    ? scope(value)
                                    : isResource && entry.key().equals("type")
                                            ? value.toLowerCase(Locale.ROOT)
                                            : value);
                }
            }
            return entries.toString();
        }
        if (node instanceof Node.Sequence list) {
            return list.items().stream().map(item -> value(item, false)).collect(Collectors.joining(", ", "[", "]"));
        }
        return scalar(((Node.Scalar) node).value());
    }

    private static String scalar(@Nullable Object value) {
        return value instanceof Unresolved unresolved
                ? id(UNKNOWN.matcher(unresolved.partial()).replaceAll("⟨⟩"))
                : value instanceof String text ? "\"" + id(text) + "\"" : String.valueOf(value);
    }

    /** The compiler writes types in ids as Azure's own list of types does. */
    private static String id(String text) {
        return text.contains(PROVIDERS) ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The compiler wrote the type and the names behind it at first, and writes an id now. */
    private static String scope(String value) {
        String plain = value.replace("\"", "").toLowerCase(Locale.ROOT);
        int providers = plain.lastIndexOf(PROVIDERS);
        if (providers < 0) {
            return plain;
        }
        String[] parts = plain.substring(providers + PROVIDERS.length()).split("/");
        var types = new StringBuilder(parts[0]);
        var names = new StringBuilder();
        for (int i = 1; i < parts.length; i++) {
            (i % 2 == 1 ? types : names).append('/').append(parts[i]);
        }
        return types.append(names).toString();
    }

    /** A message without the words of expressions, which symbolic names are among. */
    static String known(String message) {
        return EXPRESSION.matcher(message).replaceAll("[…]");
    }
}
