package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule as a value of the API, {@code rbac.authorization.k8s.io/v1 PolicyRule}: it knows no line. Two rules are equal
 * when their lists are, an absent list being an empty one. Matching is that of the API server's authorizer
 * (pkg/apis/rbac/v1/evaluation_helpers.go), covering that of its escalation check
 * (component-helpers/auth/rbac/validation/policy_comparator.go).
 *
 * @param apiGroups the groups of its resources, {@code ""} for core, or {@code *}
 * @param resources resources, {@code resource/subresource}, {@code *} or {@code *}{@code /subresource}
 * @param resourceNames the only objects it is about; empty means all
 * @param nonResourceUrls paths, perhaps ending in {@code *}
 * @param verbs what it allows, or {@code *}
 */
public record PolicyRule(
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls,
        List<String> verbs) {
    private static final String ALL = "*";

    /** More no role of people has; a hostile one of three long lists would have billions. */
    private static final long MOST_PARTS = 100_000;

    public PolicyRule {
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
        verbs = List.copyOf(verbs);
    }

    /** A rule about every object of resources. */
    public static PolicyRule of(List<String> apiGroups, List<String> resources, List<String> verbs) {
        return new PolicyRule(apiGroups, resources, List.of(), List.of(), verbs);
    }

    /** A rule about URLs. */
    public static PolicyRule ofUrls(List<String> nonResourceUrls, List<String> verbs) {
        return new PolicyRule(List.of(), List.of(), List.of(), nonResourceUrls, verbs);
    }

    /** Whether it allows a request, wherever the rule is in force. */
    public boolean allows(AccessRequest request) {
        if (!allowsVerb(request.verb())) {
            return false;
        }
        String path = request.path();
        if (path != null) {
            return allowsUrl(path);
        }
        return allowsGroup(request.group())
                && allowsResource(request.resource(), request.subresource())
                && allowsName(request.name());
    }

    /** Whether its verbs have this one or the star. */
    public boolean allowsVerb(String verb) {
        return verbs.contains(ALL) || verbs.contains(verb);
    }

    /** Whether its groups have this one or the star. */
    public boolean allowsGroup(String group) {
        return apiGroups.contains(ALL) || apiGroups.contains(group);
    }

    /**
     * Whether its resources have this one: by name, by the star, or as a subresource of all resources.
     *
     * @param subresource the empty string for none
     */
    public boolean allowsResource(String resource, String subresource) {
        String combined = subresource.isEmpty() ? resource : resource + '/' + subresource;
        for (String word : resources) {
            if (isAbout(word, combined, subresource)) {
                return true;
            }
        }
        return false;
    }

    static boolean isAbout(String word, String combined, String subresource) {
        return word.equals(ALL)
                || word.equals(combined)
                // upstream compares lengths and ends: the word is "*/" and the whole subresource
                || (!subresource.isEmpty()
                        && word.length() == subresource.length() + 2
                        && word.startsWith("*/")
                        && word.endsWith(subresource));
    }

    /** Whether it is about this object; the empty name is that of requests that name none, such as list or create. */
    public boolean allowsName(String name) {
        return resourceNames.isEmpty() || resourceNames.contains(name);
    }

    /** Whether one of its URLs is this path or a pattern of it. */
    public boolean allowsUrl(String path) {
        return nonResourceUrls.stream().anyMatch(url -> url.equals(ALL) || coversUrl(url, path));
    }

    private static boolean coversUrl(String pattern, String path) {
        return pattern.equals(path) || (pattern.endsWith(ALL) && path.startsWith(withoutStars(pattern)));
    }

    private static String withoutStars(String pattern) {
        int end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '*') {
            end--;
        }
        return pattern.substring(0, end);
    }

    /**
     * The rule broken down to rules with one group, resource, verb and, where it has names, name; then to one URL and
     * verb. In the order of the rule; duplicates stay.
     */
    public List<PolicyRule> breakdown() {
        var parts = new ArrayList<PolicyRule>();
        for (String group : apiGroups) {
            for (String resource : resources) {
                for (String verb : verbs) {
                    var part = of(List.of(group), List.of(resource), List.of(verb));
                    if (resourceNames.isEmpty()) {
                        parts.add(part);
                    }
                    resourceNames.forEach(name -> parts.add(part.named(name)));
                }
            }
        }
        for (String url : nonResourceUrls) {
            verbs.forEach(verb -> parts.add(ofUrls(List.of(url), List.of(verb))));
        }
        return parts;
    }

    /** Whether it can be broken down: the product of its lists is not absurd. */
    boolean isCountable() {
        double parts = (double) apiGroups.size() * resources.size() * verbs.size() * Math.max(1, resourceNames.size())
                + (double) nonResourceUrls.size() * verbs.size();
        return parts <= MOST_PARTS;
    }

    private PolicyRule named(String name) {
        return new PolicyRule(apiGroups, resources, List.of(name), nonResourceUrls, verbs);
    }

    /**
     * What a list of rules does not cover of others: the API server refuses to let a subject grant these ({@code
     * ConfirmNoEscalation}), unless it may {@code escalate} or {@code bind}.
     *
     * @param owner the rules that are held
     * @param servant the rules to be granted
     * @return the parts of {@code servant}, broken down, in their order; empty when all is covered. A rule too large to
     *     be broken down stays whole: one rule of the owner must cover it
     */
    public static List<PolicyRule> uncovered(List<PolicyRule> owner, List<PolicyRule> servant) {
        return servant.stream()
                .flatMap(rule -> rule.isCountable() ? rule.breakdown().stream() : Stream.of(rule))
                .filter(part -> owner.stream().noneMatch(rule -> rule.covers(part)))
                .toList();
    }

    /** @param part a rule broken down, or one that is to be covered as a whole */
    boolean covers(PolicyRule part) {
        return (verbs.contains(ALL) || verbs.containsAll(part.verbs))
                && (apiGroups.contains(ALL) || apiGroups.containsAll(part.apiGroups))
                && part.resources.stream().allMatch(this::coversResource)
                && part.nonResourceUrls.stream()
                        .allMatch(path -> nonResourceUrls.stream().anyMatch(url -> coversUrl(url, path)))
                && (resourceNames.isEmpty()
                        || (!part.resourceNames.isEmpty() && resourceNames.containsAll(part.resourceNames)));
    }

    private boolean coversResource(String resource) {
        int slash = resource.indexOf('/');
        return resources.contains(ALL)
                || resources.contains(resource)
                || (slash >= 0 && resources.contains("*/" + resource.substring(slash + 1)));
    }

    /** Such as {@code get, list secrets} or {@code create deployments.apps}; a core resource has no group. */
    @Override
    public String toString() {
        String what = nonResourceUrls.isEmpty() ? String.join(", ", qualified()) : String.join(", ", nonResourceUrls);
        return String.join(", ", verbs)
                + ' '
                + what
                + (resourceNames.isEmpty() ? "" : " named " + String.join(", ", resourceNames));
    }

    private List<String> qualified() {
        var names = new ArrayList<String>();
        for (String group : apiGroups) {
            for (String resource : resources) {
                int slash = resource.indexOf('/');
                String main = slash < 0 ? resource : resource.substring(0, slash);
                names.add(main + (group.isEmpty() ? "" : '.' + group) + (slash < 0 ? "" : resource.substring(slash)));
            }
        }
        return names;
    }
}
