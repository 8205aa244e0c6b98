package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of the API server: the attributes that its authorizers see.
 *
 * @param verb the request verb
 * @param group the API group; the empty string for core and for paths
 * @param resource the plural name; the empty string for paths
 * @param subresource the empty string for none
 * @param name the object; the empty string for requests that name none, such as list, watch, create
 * @param namespace the namespace; the empty string for cluster-scoped resources and for all namespaces. A request for
 *     one namespace object has its name here, too
 * @param path the URL of a request that is about no resource, else null
 */
public record AccessRequest(
        String verb,
        String group,
        String resource,
        String subresource,
        String name,
        String namespace,
        @Nullable String path) {
    /**
     * A request for a resource.
     *
     * @param resource {@code pods} or {@code pods/log}
     */
    public static AccessRequest of(String verb, String group, String resource, String name, String namespace) {
        int slash = resource.indexOf('/');
        String main = slash < 0 ? resource : resource.substring(0, slash);
        String within = main.equals("namespaces") && group.isEmpty() && !name.isEmpty() ? name : namespace;
        return new AccessRequest(verb, group, main, slash < 0 ? "" : resource.substring(slash + 1), name, within, null);
    }

    /**
     * A request for a resource as kubectl writes it.
     *
     * @param resource such as {@code pods}, {@code pods/log}, {@code deployments.apps/scale}; the group of a resource of
     *     Kubernetes itself may be left out
     * @throws IllegalArgumentException when it is a kind, a singular or a short name, which no rule could name
     */
    public static AccessRequest ofQualified(String verb, String resource, String name, String namespace) {
        int slash = resource.indexOf('/');
        String main = slash < 0 ? resource : resource.substring(0, slash);
        int dot = main.indexOf('.');
        return of(
                verb,
                dot < 0 ? ResourceNames.group(main) : main.substring(dot + 1),
                (dot < 0 ? main : main.substring(0, dot)) + (slash < 0 ? "" : resource.substring(slash)),
                name,
                namespace);
    }

    /** What {@code kubectl get all} asks for: the kinds of the category "all", each as a list. */
    public static List<AccessRequest> kubectlGetAll(String namespace) {
        var requests = new ArrayList<AccessRequest>();
        for (String resource : List.of("pods", "replicationcontrollers", "services")) {
            requests.add(of("list", "", resource, "", namespace));
        }
        for (String resource : List.of("daemonsets", "deployments", "replicasets", "statefulsets")) {
            requests.add(of("list", "apps", resource, "", namespace));
        }
        requests.add(of("list", "autoscaling", "horizontalpodautoscalers", "", namespace));
        requests.add(of("list", "batch", "cronjobs", "", namespace));
        requests.add(of("list", "batch", "jobs", "", namespace));
        return requests;
    }

    /** A request for a URL that is no resource. */
    public static AccessRequest ofPath(String verb, String path) {
        return new AccessRequest(verb, "", "", "", "", "", path);
    }

    /** The least rule that allows it. */
    public PolicyRule rule() {
        if (path != null) {
            return PolicyRule.ofUrls(List.of(path), List.of(verb));
        }
        return new PolicyRule(
                List.of(group),
                List.of(subresource.isEmpty() ? resource : resource + '/' + subresource),
                name.isEmpty() ? List.of() : List.of(name),
                List.of(),
                List.of(verb));
    }

    /** Such as {@code list deployments.apps in store}. */
    @Override
    public String toString() {
        if (path != null) {
            return verb + ' ' + path;
        }
        return verb
                + ' '
                + resource
                + (group.isEmpty() ? "" : '.' + group)
                + (subresource.isEmpty() ? "" : '/' + subresource)
                + (name.isEmpty() ? "" : ' ' + name)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
