package io.github.akspolicy.configuration;

import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.LabelSelector;
import java.util.Collection;
import java.util.List;

/** Says which change of a parameter lets less pass. Only what its name promises is known; everything else may be weaker. */
final class ParameterDirection {
    private static final List<String> EXCEPTIONS = List.of("excluded", "exempt", "ignore");
    private static final List<String> ALLOWANCES = List.of("allow", "accept");
    private static final List<String> DEMANDS =
            List.of("require", "forbid", "forbidden", "denied", "disallowed", "blocked", "obsolete");

    private ParameterDirection() {}

    /**
     * @param before the value of the base
     * @param now another value
     */
    static boolean isStricter(Parameter<?> parameter, Object before, Object now) {
        String name = parameter.name();
        return switch (parameter.type()) {
            case LABEL_SELECTOR -> now instanceof LabelSelector selector && selector.selectsAll();
            case STRING_LIST, CHOICES -> isStricter(parameter, (Collection<?>) before, (Collection<?>) now);
            case BOOLEAN ->
                (starts(name, DEMANDS) && Boolean.TRUE.equals(now))
                        || (starts(name, ALLOWANCES) && Boolean.FALSE.equals(now));
            case INTEGER -> isStricter(name, (Long) before, (Long) now);
            case STRING, CHOICE -> false;
        };
    }

    private static boolean isStricter(Parameter<?> parameter, Collection<?> before, Collection<?> now) {
        String name = parameter.name();
        if (name.equals(CommonParameters.NAMESPACES.name())) {
            // none means all
            return now.isEmpty() || (!before.isEmpty() && now.containsAll(before));
        }
        if (starts(name, EXCEPTIONS)) {
            return before.containsAll(now);
        }
        if (starts(name, ALLOWANCES)) {
            // an empty list may mean that nothing is asked
            return !now.isEmpty() && before.containsAll(now);
        }
        return starts(name, DEMANDS) && !before.isEmpty() && now.containsAll(before);
    }

    private static boolean isStricter(String name, long before, long now) {
        // 0 may mean that there is no bound
        return now > 0
                && before > 0
                && ((name.startsWith("min") && now > before) || (name.startsWith("max") && now < before));
    }

    private static boolean starts(String name, List<String> words) {
        return words.stream().anyMatch(name::startsWith);
    }
}
