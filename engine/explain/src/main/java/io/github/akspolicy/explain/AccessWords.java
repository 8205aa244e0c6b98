package io.github.akspolicy.explain;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.ApiWords;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.ResourceNames;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words that a question about access may use: those of Kubernetes, and what environments add to them by roles, by
 * CustomResourceDefinitions and by namespaces. A misspelt word is an error, since its answer looks like any other.
 */
public final class AccessWords {
    private static final Index<String, Definition> DEFINITIONS = new Index<>(
            "definitions of custom resources",
            Kinds.of("apiextensions.k8s.io", "CustomResourceDefinition"),
            Definition::of,
            Definition::group);

    private static final Index<String, String> NAMESPACES = new Index<>(
            "namespaces",
            Kinds.of("", "Namespace"),
            namespace -> List.of(namespace.id().name()),
            name -> name);

    /** Those of every cluster. */
    private static final Set<String> OF_EVERY_CLUSTER =
            Set.of("default", "kube-node-lease", "kube-public", "kube-system");

    private final ApiWords words = ApiWords.KUBERNETES.copy();
    private final Set<String> namespaces = new TreeSet<>();

    /** A custom resource. */
    private record Definition(String group, String plural) {
        static List<Definition> of(Resource definition) {
            var spec = definition.root().get("spec");
            return List.of(new Definition(
                    spec.get("group").stringOr(""), spec.at("names", "plural").stringOr("")));
        }
    }

    /** @param environments those that are asked; a word that one of them knows is known */
    public AccessWords(Collection<Environment> environments) {
        DefaultClusterRoles.ROLES.forEach(this::add);
        for (Environment environment : environments) {
            environment.indexes().all(AccessFacts.ROLES).forEach(this::add);
            for (Definition defined : environment.indexes().all(DEFINITIONS)) {
                words.add(defined.group(), defined.plural(), Set.of());
            }
            namespaces.addAll(namespaces(environment));
        }
    }

    private void add(Role role) {
        role.rules().forEach(rule -> words.add(rule.grants()));
    }

    /** The namespaces that an environment is known to have, by its sources, its configuration and by Kubernetes, sorted. */
    static Set<String> namespaces(Environment environment) {
        var all = new TreeSet<>(OF_EVERY_CLUSTER);
        all.addAll(environment.indexes().all(NAMESPACES));
        all.addAll(environment.indexes().derive(AccessFacts.ACCESS).namespaces());
        environment.releases().forEach(release -> add(release.namespace(), all));
        environment.resources().forEach(resource -> add(resource.id().namespace(), all));
        for (Binding binding : environment.indexes().all(AccessFacts.BINDINGS)) {
            binding.subjects().stream().map(Subject::namespace).forEach(namespace -> add(namespace, all));
        }
        return all;
    }

    private static void add(@Nullable String namespace, Set<String> all) {
        if (namespace != null && !namespace.isEmpty()) {
            all.add(namespace);
        }
    }

    /**
     * Makes sure that a request for resources can have this verb.
     *
     * @throws IllegalArgumentException when it is not known; the message says what could be meant
     */
    public void requireVerb(String verb) {
        require("verb", verb, words.verbs(), "verbs");
    }

    /**
     * Makes sure that a request for a URL can have this verb.
     *
     * @throws IllegalArgumentException when it is not known; the message says what could be meant
     */
    public static void requireMethod(String verb) {
        require("verb of a URL", verb, new TreeSet<>(ApiWords.methods()), "verbs");
    }

    /**
     * Makes sure that an environment has this namespace.
     *
     * @throws IllegalArgumentException when none has it; the message says what could be meant
     */
    public void requireNamespace(String namespace) {
        require(
                "namespace",
                namespace,
                namespaces,
                "namespaces of the sources (others can be added under context.namespaces)");
    }

    private static void require(String noun, String word, Collection<String> known, String all) {
        if (!known.contains(word)) {
            throw new IllegalArgumentException(
                    "unknown " + noun + " \"" + word + "\": " + DidYouMean.fix(word, new TreeSet<>(known), all));
        }
    }

    /**
     * A request for a resource as kubectl writes it.
     *
     * @param resource such as {@code pods}, {@code pods/log}, {@code deployments.apps/scale}; the group of a resource that is
     *     known may be left out
     * @param name the only object, or the empty string
     * @param namespace the namespace, or the empty string
     * @throws IllegalArgumentException when nothing is called so; the message says what could be meant. A custom resource that no
     *     source defines is taken as it is, unless another one is almost called so
     */
    public AccessRequest request(String verb, String resource, String name, String namespace) {
        int slash = resource.indexOf('/');
        String main = slash < 0 ? resource : resource.substring(0, slash);
        int dot = main.indexOf('.');
        String plural = dot < 0 ? main : main.substring(0, dot);
        if (plural.equals("*")) {
            return AccessRequest.ofQualified(verb, resource, name, namespace);
        }
        String group = dot < 0 ? group(main) : main.substring(dot + 1);
        if (dot >= 0 && !words.has(group, plural)) {
            requireCustom(group, plural);
        } else if (slash >= 0) {
            String subresource = resource.substring(slash + 1);
            require(
                    "subresource of " + main,
                    // the name of a key follows
                    plural.equals("userextras") ? "*" : subresource,
                    words.subresources(group, plural),
                    "subresources");
        }
        return AccessRequest.of(verb, group, plural + (slash < 0 ? "" : resource.substring(slash)), name, namespace);
    }

    /** The group of a resource whose group is left out: core, else the first that has it. */
    private String group(String resource) {
        List<String> groups = words.resources().entrySet().stream()
                .filter(group -> group.getValue().contains(resource))
                .map(Map.Entry::getKey)
                .toList();
        if (groups.isEmpty()) {
            // says what to write where the word is a kind, a singular or a short name
            ResourceNames.group(resource);
            require(
                    "resource",
                    resource,
                    words.resources().values().stream().flatMap(Set::stream).collect(Collectors.toSet()),
                    "resources");
        }
        return groups.get(0);
    }

    /** A group that is not of Kubernetes may have resources that no source defines. */
    private void requireCustom(String group, String plural) {
        Map<String, Set<String>> known = words.resources();
        var near = new TreeSet<String>();
        known.forEach((other, resources) -> {
            if (other.equals(group)) {
                DidYouMean.nearest(plural, resources).forEach(resource -> near.add(qualified(resource, other)));
            } else if (resources.contains(plural) && (other.isEmpty() || isNear(group, other))) {
                near.add(qualified(plural, other));
            }
        });
        boolean isOfKubernetes =
                group.indexOf('.') < 0 || ApiWords.KUBERNETES.resources().containsKey(group);
        if (isOfKubernetes || near.stream().anyMatch(word -> word.indexOf('.') >= 0)) {
            throw new IllegalArgumentException("unknown resource \"" + qualified(plural, group) + "\": "
                    + (near.isEmpty()
                            ? DidYouMean.fix(plural, known.getOrDefault(group, Set.of()), "resources of that group")
                            : DidYouMean.question(near)));
        }
    }

    private static boolean isNear(String group, String other) {
        return !DidYouMean.nearest(group, Set.of(other)).isEmpty();
    }

    private static String qualified(String plural, String group) {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
