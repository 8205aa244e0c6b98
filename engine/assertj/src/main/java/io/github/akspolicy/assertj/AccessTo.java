package io.github.akspolicy.assertj;

import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.AccessRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Resources that access is about: made by {@link AksPolicyAssertions#on}.
 *
 * @param resources such as {@code configmaps}, {@code pods/log}, {@code deployments.apps}
 * @param names the only objects; empty means all
 * @param namespace the empty string when it is that of the service account, or for everywhere
 */
public record AccessTo(List<String> resources, List<String> names, String namespace) {
    /** The same for these objects only. */
    public AccessTo named(String... objects) {
        return new AccessTo(resources, List.of(objects), namespace);
    }

    /** The same in this namespace. */
    public AccessTo in(String where) {
        return new AccessTo(resources, names, where);
    }

    AccessTo orIn(String where) {
        return namespace.isEmpty() ? in(where) : this;
    }

    List<Allowance> allowances(Verbs verbs) {
        return requests(verbs).stream()
                .map(request -> new Allowance(request.rule(), request.namespace()))
                .toList();
    }

    List<AccessRequest> requests(Verbs verbs) {
        var requests = new ArrayList<AccessRequest>();
        for (String resource : resources) {
            for (String verb : verbs.verbs()) {
                for (String name : names.isEmpty() ? List.of("") : names) {
                    requests.add(AccessRequest.ofQualified(verb, resource, name, namespace));
                }
            }
        }
        return requests;
    }

    @Override
    public String toString() {
        return String.join(", ", resources)
                + (names.isEmpty() ? "" : " named " + String.join(", ", names))
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
