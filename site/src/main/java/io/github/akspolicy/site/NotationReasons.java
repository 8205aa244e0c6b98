package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;

/** Why the examples of a policy do not show each notation of Azure: {@code notation-examples.yaml}. */
final class NotationReasons {
    private static final Field FILE = PageData.yaml("notation-examples.yaml");

    private NotationReasons() {}

    /** The section of a page; empty where there is an example of each. */
    static String section(String policyId) {
        Field reasons = FILE.get(policyId);
        return reasons.fields().isEmpty()
                ? ""
                : reasons.fields().stream()
                        .sorted(Comparator.comparing(reason -> Objects.requireNonNull(reason.key())))
                        .map(reason -> "- %s: %s.\n"
                                .formatted(words(Objects.requireNonNull(reason.key())), reason.stringOr("")))
                        .collect(Collectors.joining("", "\n## Not in every notation\n\n", ""));
    }

    private static String words(String named) {
        int space = named.indexOf(' ');
        return space < 0 ? named : "%s, as %s".formatted(named.substring(space + 1), named.substring(0, space));
    }
}
