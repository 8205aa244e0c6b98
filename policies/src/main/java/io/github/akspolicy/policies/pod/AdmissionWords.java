package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Who is at fault in a pod, in the words and the order of the Pod Security admission. */
final class AdmissionWords {
    private AdmissionWords() {}

    /** The names of the containers that a condition holds for, in the order in which upstream visits them. */
    static List<String> containers(Pod pod, Predicate<Container> condition) {
        List<String> names = List.of();
        for (Container container : pod.containers()) {
            if (condition.test(container)) {
                if (names.isEmpty()) {
                    names = new ArrayList<>();
                }
                names.add(container.name());
            }
        }
        return names;
    }

    /** Who has a security context that a condition holds for: the pod, and then the containers. */
    static List<String> setters(Pod pod, Predicate<Field> condition) {
        var setters = new ArrayList<String>();
        if (condition.test(pod.securityContext())) {
            setters.add("pod");
        }
        List<String> bad = containers(pod, container -> condition.test(container.securityContext()));
        if (!bad.isEmpty()) {
            setters.add(named(bad));
        }
        return setters;
    }

    static String annotation(Field annotation) {
        return annotation.key() + "=" + goQuoted(annotation.textOr(""));
    }

    static String result(String reason, Collection<String> bad, Supplier<String> words) {
        if (bad.isEmpty()) {
            return "";
        }
        String detail = words.get();
        return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }

    static String named(Collection<String> containers) {
        return plural("container", containers) + " " + quoted(containers);
    }

    static String uses(Collection<String> containers) {
        return named(containers) + (containers.size() == 1 ? " uses " : " use ");
    }

    static String joined(Collection<String> setters) {
        return String.join(" and ", setters);
    }

    static String plural(String word, Collection<String> items) {
        return items.size() == 1 ? word : word + "s";
    }

    static String quoted(Collection<String> items) {
        return items.isEmpty() ? "" : "\"" + String.join("\", \"", items) + "\"";
    }

    /** As Go's {@code %q} writes a text: upstream's only values that are not words. */
    static String goQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(point);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(point)) {
                        quoted.append(point < 0x80 ? "\\x%02x".formatted(point) : "\\u%04x".formatted(point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
