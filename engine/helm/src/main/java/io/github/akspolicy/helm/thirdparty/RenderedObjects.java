package io.github.akspolicy.helm.thirdparty;

import io.github.akspolicy.helm.plain.Separators;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of a render by template. Nothing is read before somebody asks. Safe for several threads. */
final class RenderedObjects {
    private final Supplier<Map<String, String>> files;
    private final Map<String, List<Field>> byFile = new ConcurrentHashMap<>();
    private volatile @Nullable Names names;

    /**
     * The names that values gave objects, by kind: the name that the chart gives, and the other one.
     *
     * @param words finds names in other texts; null when no object was renamed
     */
    private record Names(
            Map<String, Map<String, String>> byKind,
            Map<String, String> all,
            @Nullable Pattern words) {}

    /** @param files what each template wrote, by Helm's name of the template */
    RenderedObjects(Supplier<Map<String, String>> files) {
        this.files = files;
    }

    List<Field> of(String template) {
        return byFile.computeIfAbsent(template, path -> documents(files.get().getOrDefault(path, "")));
    }

    private Set<String> templates() {
        return files.get().keySet();
    }

    /** An object of this kind and name; null when no template writes one. */
    @Nullable
    Field find(String kind, String name) {
        for (String template : templates()) {
            for (Field document : of(template)) {
                if (document.get("kind").textOr("").equals(kind)
                        && document.at("metadata", "name").textOr("").equals(name)) {
                    return document;
                }
            }
        }
        return null;
    }

    /**
     * The document that another one would be: the same object; else, as values may change names, the one at the same place among
     * those of its kind, where there are as many.
     *
     * @param used a document that a template wrote in the other render
     */
    @Nullable
    Field counterpart(Field used, String template, RenderedObjects other) {
        List<Field> there = of(template);
        List<Field> same = having(there, RenderedObjects::identity, used);
        if (same.size() == 1) {
            return same.get(0);
        }
        List<Field> ofKindHere = having(other.of(template), RenderedObjects::kind, used);
        List<Field> ofKindThere = having(there, RenderedObjects::kind, used);
        return ofKindHere.size() == ofKindThere.size() ? ofKindThere.get(ofKindHere.indexOf(used)) : null;
    }

    /** Whether values gave an object that the chart names one way the other name. */
    boolean isRenamed(String kind, String before, String now, RenderedObjects alone) {
        return !now.isEmpty()
                && now.equals(names(alone).byKind().getOrDefault(kind, Map.of()).get(before));
    }

    /** The name that an object of the other render has in this one, which is that of the charts alone. */
    String nameBefore(String kind, String now, RenderedObjects used) {
        return used.names(this).byKind().getOrDefault(kind, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().equals(now))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(now);
    }

    /** Whether two texts are the same but for names that values gave objects of the charts. */
    boolean isSameText(String now, String before, RenderedObjects alone) {
        if (now.equals(before)) {
            return true;
        }
        Names known = names(alone);
        return known.words() != null
                && now.equals(known.words()
                        .matcher(before)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(known.all().getOrDefault(found.group(), found.group()))));
    }

    private synchronized Names names(RenderedObjects alone) {
        Names known = names;
        if (known == null) {
            known = compare(alone);
            names = known;
        }
        return known;
    }

    private Names compare(RenderedObjects alone) {
        Map<String, Map<String, String>> byKind = new HashMap<>();
        Map<String, String> all = new HashMap<>();
        for (String template : alone.templates()) {
            for (Field used : of(template)) {
                Field before = alone.counterpart(used, template, this);
                String now = used.at("metadata", "name").textOr("");
                String was = before == null ? "" : before.at("metadata", "name").textOr("");
                if (!now.isEmpty() && !was.isEmpty() && !now.equals(was)) {
                    byKind.computeIfAbsent(used.get("kind").textOr(""), unused -> new HashMap<>())
                            .merge(was, now, RenderedObjects::one);
                    all.merge(was, now, RenderedObjects::one);
                }
            }
        }
        byKind.values().forEach(renamed -> renamed.values().remove(""));
        all.values().remove("");
        Pattern words = all.isEmpty()
                ? null
                : Pattern.compile(all.keySet().stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
        return new Names(byKind, all, words);
    }

    /** Two new names of one are none. */
    private static String one(String name, String other) {
        return name.equals(other) ? name : "";
    }

    private static List<Field> documents(String text) {
        var documents = new ArrayList<Field>();
        var receiver = new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                documents.add(Field.root(root));
            }

            @Override
            public void problem(ManifestException unreadable) {
                // reported where the file is evaluated; here it is a document without counterpart
            }
        };
        try {
            Separators.parts(text).forEach(part -> ManifestReader.read(part, ReadLimits.DEFAULT, receiver));
        } catch (ManifestException tooMany) {
            receiver.problem(tooMany);
        }
        return List.copyOf(documents);
    }

    private static List<Field> having(List<Field> documents, Function<Field, List<String>> key, Field wanted) {
        List<String> value = key.apply(wanted);
        return documents.stream()
                .filter(document -> key.apply(document).equals(value))
                .toList();
    }

    private static List<String> kind(Field document) {
        return List.of(
                document.get("apiVersion").textOr(""), document.get("kind").textOr(""));
    }

    private static List<String> identity(Field document) {
        Field metadata = document.get("metadata");
        return List.of(
                document.get("apiVersion").textOr(""),
                document.get("kind").textOr(""),
                metadata.get("namespace").textOr(""),
                metadata.get("name").textOr(""));
    }
}
