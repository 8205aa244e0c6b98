package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import java.util.ArrayList;
import java.util.List;

/** The roles and bindings of a text. */
record RbacFacts(List<Role> roles, List<Binding> bindings) {
    static RbacFacts of(String yaml) {
        var resources = new ArrayList<Resource>();
        try {
            for (Node document : ManifestReader.yamlDocuments(yaml)) {
                ResourceReader.read(document, null, PodTemplates.KNOWN, resources::add, problem -> {
                    throw new AssertionError(problem);
                });
            }
        } catch (ManifestException e) {
            throw new AssertionError(e);
        }
        return new RbacFacts(
                resources.stream()
                        .flatMap(resource -> Role.of(resource).stream())
                        .toList(),
                resources.stream()
                        .flatMap(resource -> Binding.of(resource).stream())
                        .toList());
    }

    RbacAuthorizer authorizer() {
        return new RbacAuthorizer(roles, bindings);
    }

    Role role(String name) {
        return roles.stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
