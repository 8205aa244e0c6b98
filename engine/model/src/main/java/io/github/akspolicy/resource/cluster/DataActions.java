package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a role of Azure allows within clusters, in lower case.
 *
 * @param permissions what it allows is what any of them allows
 */
public record DataActions(List<Permission> permissions) {
    /** What all data actions on clusters begin with. */
    public static final String PREFIX = "microsoft.containerservice/managedclusters/";

    private static final AzureProperty PERMISSIONS =
            AzureProperty.arm("permissions").azurerm("permissions");
    private static final DataActions NOTHING = new DataActions(List.of());

    /**
     * One entry of a role.
     *
     * @param actions patterns, in which a star stands for any text
     * @param not what is taken from them
     */
    public record Permission(List<String> actions, List<String> not) {
        public Permission {
            actions = List.copyOf(actions);
            not = List.copyOf(not);
        }
    }

    public DataActions {
        permissions = List.copyOf(permissions);
    }

    /**
     * The data actions of the built-in roles that have some on clusters
     * (learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers, 2025-06-30).
     */
    private static final Map<AzureRole, DataActions> BUILT_IN = new EnumMap<>(Map.of(
            AzureRole.RBAC_CLUSTER_ADMIN,
            of("*", ""),
            AzureRole.RBAC_ADMIN,
            of("*", "resourcequotas/write resourcequotas/delete namespaces/write namespaces/delete"),
            AzureRole.RBAC_WRITER,
            of(
                    "apps/controllerrevisions/read apps/daemonsets/* apps/deployments/* apps/replicasets/*"
                            + " apps/statefulsets/* autoscaling/horizontalpodautoscalers/* batch/cronjobs/* batch/jobs/*"
                            + " coordination.k8s.io/leases/read coordination.k8s.io/leases/write"
                            + " coordination.k8s.io/leases/delete discovery.k8s.io/endpointslices/read configmaps/*"
                            + " endpoints/* events.k8s.io/events/read events/* extensions/daemonsets/*"
                            + " extensions/deployments/* extensions/ingresses/* extensions/networkpolicies/*"
                            + " extensions/replicasets/* limitranges/read metrics.k8s.io/pods/read"
                            + " metrics.k8s.io/nodes/read namespaces/read networking.k8s.io/ingresses/*"
                            + " networking.k8s.io/networkpolicies/* persistentvolumeclaims/* pods/*"
                            + " policy/poddisruptionbudgets/* replicationcontrollers/* resourcequotas/read secrets/*"
                            + " serviceaccounts/* services/*",
                    ""),
            AzureRole.RBAC_READER,
            of(
                    "apps/controllerrevisions/read apps/daemonsets/read apps/deployments/read apps/replicasets/read"
                            + " apps/statefulsets/read autoscaling/horizontalpodautoscalers/read batch/cronjobs/read"
                            + " batch/jobs/read configmaps/read discovery.k8s.io/endpointslices/read endpoints/read"
                            + " events.k8s.io/events/read events/read extensions/daemonsets/read"
                            + " extensions/deployments/read extensions/ingresses/read extensions/networkpolicies/read"
                            + " extensions/replicasets/read limitranges/read metrics.k8s.io/pods/read"
                            + " metrics.k8s.io/nodes/read namespaces/read networking.k8s.io/ingresses/read"
                            + " networking.k8s.io/networkpolicies/read persistentvolumeclaims/read pods/read"
                            + " policy/poddisruptionbudgets/read replicationcontrollers/read resourcequotas/read"
                            + " serviceaccounts/read services/read",
                    "")));

    private static DataActions of(String actions, String not) {
        return new DataActions(List.of(new Permission(prefixed(actions), prefixed(not))));
    }

    private static List<String> prefixed(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> PREFIX + word)
                .toList();
    }

    /** Those of a built-in role; none for roles that are about Azure's own API. */
    public static DataActions of(AzureRole role) {
        return BUILT_IN.getOrDefault(role, NOTHING);
    }

    /** Those of a role definition in the input; null when some of them are known only at deployment. */
    public static @Nullable DataActions of(AzureResource definition) {
        Setting setting = definition.get(PERMISSIONS);
        if (setting.unresolved() != null) {
            return null;
        }
        var permissions = new ArrayList<Permission>();
        for (Field permission : setting.items()) {
            List<String> actions = words(permission, "dataActions", "data_actions");
            List<String> not = words(permission, "notDataActions", "not_data_actions");
            if (actions == null || not == null) {
                return null;
            }
            permissions.add(new Permission(actions, not));
        }
        return new DataActions(permissions);
    }

    private static @Nullable List<String> words(Field permission, String... keys) {
        var words = new ArrayList<String>();
        for (String key : keys) {
            Field list = permission.get(key);
            if (list.unresolved() != null || list.items().stream().anyMatch(item -> item.unresolved() != null)) {
                return null;
            }
            list.strings().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    /** Whether it allows anything within a cluster. */
    public boolean areSome() {
        return permissions.stream().anyMatch(permission -> !permission.actions().isEmpty());
    }

    /**
     * The pattern that allows an action; null when none does.
     *
     * @param action in lower case, such as {@code microsoft.containerservice/managedclusters/pods/read}
     */
    public @Nullable String allowing(String action) {
        for (Permission permission : permissions) {
            if (permission.not().stream().noneMatch(pattern -> matches(pattern, action))) {
                for (String pattern : permission.actions()) {
                    if (matches(pattern, action)) {
                        return pattern;
                    }
                }
            }
        }
        return null;
    }

    /** The pattern that allows everything within a cluster without exception; null when none does. */
    public @Nullable String allowingEverything() {
        return permissions.stream()
                .filter(permission -> permission.not().isEmpty())
                .flatMap(permission -> permission.actions().stream())
                .filter(pattern -> matches(pattern, PREFIX + "⟨any⟩/⟨any⟩"))
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether a pattern means an action, both in lower case.
     *
     * @param pattern in which a star stands for any text
     */
    public static boolean matches(String pattern, String action) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(action);
        }
        String regex = Stream.of(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return action.matches(regex);
    }
}
