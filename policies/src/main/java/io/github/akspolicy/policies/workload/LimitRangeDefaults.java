package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a LimitRange gives to the containers of its namespace that do not say it themselves.
 *
 * @param namespace the effective namespace; empty when it is unknown
 * @param limits the amounts by resource
 * @param requests the amounts by resource
 */
record LimitRangeDefaults(Optional<String> namespace, Map<String, String> limits, Map<String, String> requests) {
    /** The facts of a resource: one for each entry of a LimitRange that is about containers. */
    public static List<LimitRangeDefaults> of(Resource resource) {
        if (!resource.is("", "LimitRange")) {
            return List.of();
        }
        return resource.root().at("spec", "limits").items().stream()
                .filter(item -> "Container".equals(item.get("type").string()))
                .map(item -> of(Optional.ofNullable(resource.namespace()), item))
                .toList();
    }

    /**
     * The API server's defaulting (kubernetes/kubernetes, {@code SetDefaults_LimitRangeItem} of {@code core/v1}): max is
     * the limit where none is given, the limit is the request, and min is the request where there is still none.
     */
    private static LimitRangeDefaults of(Optional<String> namespace, Field item) {
        Map<String, String> limits = amounts(item.get("default"));
        amounts(item.get("max")).forEach(limits::putIfAbsent);
        Map<String, String> requests = amounts(item.get("defaultRequest"));
        limits.forEach(requests::putIfAbsent);
        amounts(item.get("min")).forEach(requests::putIfAbsent);
        return new LimitRangeDefaults(namespace, limits, requests);
    }

    private static Map<String, String> amounts(Field list) {
        var amounts = new LinkedHashMap<String, String>();
        list.fields().stream().filter(Field::isPresent).forEach(amount -> amounts.put(amount.key(), amount.textOr("")));
        return amounts;
    }
}
