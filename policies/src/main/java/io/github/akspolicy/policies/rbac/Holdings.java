package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody can do of the abilities that matter, by scope. What they have as members of the implicit groups is looked
 * up there, so that a thousand service accounts do not each hold it.
 */
final class Holdings {
    /** The scope of the whole cluster. */
    static final String EVERYWHERE = "*";

    private final Map<Ability, Map<String, List<Grant>>> own = new EnumMap<>(Ability.class);
    private final List<Grant> everything = new ArrayList<>();
    private final List<Holdings> groups;

    /** @param groups the holdings of the groups that somebody is in anyway */
    Holdings(Stream<Grant> grants, Abilities abilities, List<Holdings> groups) {
        this.groups = groups;
        grants.forEach(grant -> {
            String scope = grant.binding().isClusterWide()
                    ? EVERYWHERE
                    : grant.binding().namespace();
            if (grant.rule().rule().grantsEverything() && scope.equals(EVERYWHERE)) {
                everything.add(grant);
            }
            for (Ability ability : abilities.of(grant.rule().rule().grants())) {
                if (!ability.isOfTheCluster() || scope.equals(EVERYWHERE)) {
                    own.computeIfAbsent(ability, key -> new LinkedHashMap<>())
                            .computeIfAbsent(scope, key -> new ArrayList<>())
                            .add(grant);
                }
            }
        });
    }

    /** The grant of everything in the whole cluster. */
    Optional<Grant> everything() {
        return Stream.concat(everything.stream(), groups.stream().flatMap(group -> group.everything.stream()))
                .findFirst();
    }

    /** A grant without names in exactly this scope. */
    Optional<Grant> in(String scope, Ability ability) {
        return grants(scope, ability).filter(Holdings::isUnlimited).findFirst();
    }

    /** All grants in exactly this scope, those that name objects included. */
    Stream<Grant> grants(String scope, Ability ability) {
        return Stream.concat(
                own.getOrDefault(ability, Map.of()).getOrDefault(scope, List.of()).stream(),
                groups.stream().flatMap(group -> group.grants(scope, ability)));
    }

    /** The namespaces that single grants of these abilities are about. */
    Set<String> namespaces(Ability... abilities) {
        var namespaces = new LinkedHashSet<String>();
        for (Ability ability : abilities) {
            namespaces.addAll(own.getOrDefault(ability, Map.of()).keySet());
            groups.forEach(group -> namespaces.addAll(group.namespaces(ability)));
        }
        namespaces.remove(EVERYWHERE);
        return namespaces;
    }

    /** A grant that names objects is of use where a request names its object, which is looked at where it matters. */
    private static boolean isUnlimited(Grant grant) {
        return names(grant).isEmpty()
                || isOfChangedWorkloads(grant.rule().rule().grants());
    }

    /** Changing one workload that exists is as good as any. */
    private static boolean isOfChangedWorkloads(PolicyRule rule) {
        return Powers.MODIFY_PODS.stream().anyMatch(power -> power.isGrantedBy(rule));
    }

    static List<String> names(Grant grant) {
        return grant.rule().rule().grants().resourceNames();
    }
}
