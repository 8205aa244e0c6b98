package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.List;
import java.util.Optional;

/**
 * Something that a rule may grant: one of some verbs on one of some resources of an API group.
 *
 * @param group the API group, {@code ""} for core
 * @param resources plural names, perhaps with a subresource; empty means any resource of the group
 * @param verbs any of them is enough
 * @param shownAt the list of a rule whose word is the one to take out
 * @param inNamespaces whether it is about what is in namespaces only
 */
record Power(String group, List<String> resources, List<String> verbs, Part shownAt, boolean inNamespaces) {
    static final String RBAC = "rbac.authorization.k8s.io";

    /** Verbs on resources of a group: {@code Power.to("get", "list").on("", "secrets")}. */
    static Verbs to(String... verbs) {
        return new Verbs(List.of(verbs));
    }

    /** The first half of a power. */
    record Verbs(List<String> verbs) {
        Power on(String group, String... resources) {
            return new Power(group, List.of(resources), verbs, Part.RESOURCES, false);
        }

        Power onAnythingOf(String group) {
            return new Power(group, List.of(), verbs, Part.API_GROUPS, false);
        }
    }

    /** The same power, where the verb is what should not be there. */
    Power byVerb() {
        return new Power(group, resources, verbs, Part.VERBS, inNamespaces);
    }

    /** What of it a RoleBinding can grant; empty when that is nothing. */
    Optional<Power> withinNamespaces() {
        List<String> left = resources.stream()
                .filter(resource -> !ClusterScope.includes(group, resource, verbs))
                .toList();
        return left.isEmpty() && !resources.isEmpty()
                ? Optional.empty()
                : Optional.of(new Power(group, left, verbs, shownAt, true));
    }

    /** Whether a rule grants something of it that no RoleBinding can grant. */
    boolean isOfTheCluster(PolicyRule rule) {
        return resources.isEmpty()
                ? rule.resources().stream().anyMatch(resource -> ClusterScope.includes(group, resource, verbs))
                : resources.stream()
                        .anyMatch(resource -> ClusterScope.includes(group, resource, verbs) && isAbout(rule, resource));
    }

    /** The verbs of it that a rule has. */
    List<String> verbsOf(PolicyRule rule) {
        return verbs.stream().filter(rule::allowsVerb).toList();
    }

    /** The resources of it that a rule has; the group itself when the power is about any of its resources. */
    List<String> resourcesOf(PolicyRule rule) {
        if (!rule.allowsGroup(group)) {
            return List.of();
        }
        if (resources.isEmpty()) {
            return hasResource(rule) ? List.of(group) : List.of();
        }
        return resources.stream()
                .filter(resource -> isAbout(rule, resource))
                .map(resource -> qualified(resource, group))
                .toList();
    }

    /** Whether a rule grants it, for all objects or for some. */
    boolean isGrantedBy(PolicyRule rule) {
        return rule.allowsGroup(group) && hasVerb(rule) && hasResource(rule);
    }

    // asked for every rule and power: loops, since most answers are no

    private boolean hasVerb(PolicyRule rule) {
        List<String> own = rule.verbs();
        for (int i = 0; i < own.size(); i++) {
            String verb = own.get(i);
            if (verb.equals("*") || verbs.contains(verb)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasResource(PolicyRule rule) {
        if (resources.isEmpty()) {
            return rule.resources().stream()
                    .anyMatch(resource -> !inNamespaces || !ClusterScope.includes(group, resource, verbs));
        }
        for (int i = 0; i < resources.size(); i++) {
            if (isAbout(rule, resources.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@code deployments.apps}; the groups of roles and of core go without saying. */
    private static String qualified(String resource, String group) {
        return group.isEmpty() || group.equals(RBAC) ? resource : resource + '.' + group;
    }

    private static boolean isAbout(PolicyRule rule, String resource) {
        int slash = resource.indexOf('/');
        String subresource = slash < 0 ? "" : resource.substring(slash + 1);
        // what is behind the slash of userextras is a key that nobody can list
        return subresource.equals("*")
                ? rule.resources().stream()
                        .anyMatch(word -> word.equals("*") || word.startsWith(resource.substring(0, slash + 1)))
                : rule.allowsResource(slash < 0 ? resource : resource.substring(0, slash), subresource);
    }
}
