package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters of other projects in the words of our settings, which are lists of text: a range of numbers is {@code
 * 1-100}, a path that may be mounted read-only {@code /var/log:ro}, an SELinux context {@code user:role:type:level}.
 */
final class Words {
    private static final Pattern MINOR = Pattern.compile("^v?([0-9]+\\.[0-9]+).*$");

    /** The parts of an SELinux context. */
    private static final List<String> CONTEXT = List.of("user", "role", "type", "level");

    private Words() {}

    static List<String> of(Field value) {
        if (value.get("options").isPresent()) {
            return value.get("options").items().stream().map(Words::context).toList();
        }
        return flat(value)
                .filter(item -> item.string() != null || !word(item).isEmpty())
                .map(Words::word)
                .toList();
    }

    /** Azure wraps its lists in an object: {@code {ranges: [...]}}, {@code {paths: [...]}}, {@code {options: [...]}}. */
    private static Stream<Field> flat(Field value) {
        for (String wrapper : List.of("ranges", "paths")) {
            if (value.get(wrapper).isPresent()) {
                return value.get(wrapper).items().stream();
            }
        }
        return value.text() == null ? value.items().stream() : Stream.of(value);
    }

    private static String word(Field item) {
        if (item.get("min").isPresent()) {
            return range(item.get("min"), item.get("max"));
        }
        if (item.get("pathPrefix").isPresent()) {
            return item.get("pathPrefix").textOr("") + (item.get("readOnly").isTrue() ? ":ro" : "");
        }
        if (item.get("driver").isPresent()) {
            return item.get("driver").textOr("");
        }
        if (CONTEXT.stream().anyMatch(part -> item.get(part).isPresent())) {
            return context(item);
        }
        return item.textOr("");
    }

    /** The minor version of a version of Kubernetes: {@code v1.29} of {@code 1.29.3-gke.1}; what is none stays as it is. */
    static String minor(String version) {
        return MINOR.matcher(version).replaceFirst("v$1");
    }

    private static String context(Field options) {
        return String.join(
                ":", CONTEXT.stream().map(part -> options.get(part).textOr("")).toList());
    }

    /** Kinds as our settings write them: {@code Kind} of the core group, {@code group/Kind} of others. */
    static List<String> within(List<String> kinds, List<String> groups) {
        return kinds.stream()
                .flatMap(kind -> (groups.isEmpty() ? List.of("") : groups)
                        .stream().map(group -> group.isEmpty() ? kind : group + "/" + kind))
                .toList();
    }

    /** An upper end of -1 means none. */
    static String range(Field min, Field max) {
        Long end = max.integer();
        return min.textOr("") + "-" + (end == null || end < 0 ? "" : end);
    }

    /** Ends that the case does not give are 0; a range that ends before it begins, as with -1, allows nothing. */
    static String between(Field min, Field max) {
        return min.textOr("0") + "-" + max.textOr("0");
    }
}
