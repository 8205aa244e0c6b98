package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import java.util.List;

/**
 * A list of Linux capabilities. The Pod Security admission compares them letter by letter, so that {@code net_admin},
 * {@code CAP_NET_ADMIN} and {@code NET_ADMIN} are three; Azure Policy ignores case.
 *
 * @param names as in {@code capabilities.add}
 * @param caseSensitive whether case matters
 */
record Capabilities(List<String> names, boolean caseSensitive) {
    static final Parameter<Boolean> CASE_SENSITIVE = Parameter.flag(
            "caseSensitive",
            true,
            "whether case matters, as it does for the Pod Security Standards; Azure Policy ignores it");

    boolean contain(String capability) {
        return names.stream()
                .anyMatch(name -> caseSensitive ? name.equals(capability) : name.equalsIgnoreCase(capability));
    }

    /** The items of a list that are not among these; none when {@code *} is among these. */
    List<Field> othersIn(Field list) {
        List<Field> items = list.items();
        return items.isEmpty() || names.contains("*")
                ? List.of()
                : items.stream().filter(item -> !contain(item.stringOr(""))).toList();
    }

    /** The finding that a capability is added that must not be. */
    static Observation added(Field capability) {
        return Observation.word(capability, "securityContext.capabilities.add contains " + capability.text())
                .withFix(Fix.remove(capability).takingAway());
    }
}
