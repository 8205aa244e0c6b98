package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges the amounts that a container requests or is limited to.
 *
 * @param list {@code limits} or {@code requests}, for messages
 * @param amounts the amount in force of a resource
 * @param judgement takes what is wrong
 * @param required the resources that must have an amount
 */
record ResourceAmounts(String list, Function<String, Field> amounts, Judgement judgement, Set<String> required) {
    static Parameter<Set<String>> required(String name) {
        return Parameter.choices(
                name,
                List.of("cpu", "memory", "ephemeral-storage"),
                Set.of("cpu", "memory"),
                "the resources that each container must name an amount of");
    }

    static Parameter<String> bound(String name, String what) {
        return Parameter.string(name, "", what + " that passes, such as 500m or 2Gi; any when empty");
    }

    void atMost(String resource, String highest) {
        between(resource, "", highest);
    }

    /** Bounds are inclusive; an empty bound is none. */
    void between(String resource, String lowest, String highest) {
        Field amount = amounts.apply(resource);
        String field = "resources." + list + "." + resource;
        if (!amount.isPresent()) {
            if (required.contains(resource)) {
                judgement.fail(amount, field + " is not set");
            }
            return;
        }
        Optional<BigDecimal> quantity = Quantity.parse(amount.textOr(""));
        if (quantity.isEmpty()) {
            judgement.fail(amount, field + " is no quantity");
        } else if (!highest.isEmpty() && quantity.get().compareTo(setting(highest)) > 0) {
            judgement.fail(amount, field + " is " + amount.text() + ", more than " + highest);
        } else if (!lowest.isEmpty() && quantity.get().compareTo(setting(lowest)) < 0) {
            judgement.fail(amount, field + " is " + amount.text() + ", less than " + lowest);
        }
    }

    private static BigDecimal setting(String text) {
        return Quantity.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("the setting \"" + text + "\" is no quantity"));
    }
}
