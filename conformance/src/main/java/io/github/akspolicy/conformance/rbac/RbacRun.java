package io.github.akspolicy.conformance.rbac;

import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.AggregatedRoles;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Kubernetes' own code says about RBAC: {@code covers.jsonl} (the escalation check), {@code authorize.jsonl}
 * (requests against a set of manifests), {@code aggregate.jsonl} (what aggregated ClusterRoles collect), each in a
 * folder with the manifests that they name, and {@code cluster-roles-resolved.yaml} (the default ClusterRoles).
 */
public final class RbacRun implements Run {
    @Override
    public String name() {
        return "rbac";
    }

    @Override
    public String parameter() {
        return "aks-policy.rbac-conformance";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "rbac-conformance"));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path folder : inputs) {
            for (Field line : CaseLines.all(folder.resolve("covers.jsonl"))) {
                entries.add(covers(line));
            }
            for (Field line : CaseLines.all(folder.resolve("authorize.jsonl"))) {
                entries.addAll(authorize(line, folder));
            }
            for (Field line : CaseLines.all(folder.resolve("aggregate.jsonl"))) {
                entries.add(aggregate(line, folder));
            }
            Path defaults = folder.resolve("cluster-roles-resolved.yaml");
            if (Files.exists(defaults)) {
                entries.addAll(defaults(resources(defaults)));
            }
        }
        return entries;
    }

    private static Entry covers(Field line) {
        List<PolicyRule> uncovered = PolicyRule.uncovered(rules(line.get("owner")), rules(line.get("servant")));
        return entry(
                text(line, "id"),
                "covers",
                line,
                answer(line.get("covered").isTrue(), rules(line.get("uncovered"))),
                answer(uncovered.isEmpty(), uncovered));
    }

    private static String answer(boolean covered, List<PolicyRule> uncovered) {
        return (covered ? "covered " : "not covered ") + lists(uncovered);
    }

    private static List<Entry> authorize(Field line, Path folder) throws IOException {
        List<Resource> resources = resources(folder.resolve(text(line, "manifests")));
        var authorizer = new RbacAuthorizer(
                roles(resources),
                resources.stream()
                        .flatMap(resource -> Binding.of(resource).stream())
                        .toList());
        var entries = new ArrayList<Entry>();
        for (Field request : line.get("requests").items()) {
            UserInfo user = user(request);
            boolean allowed = authorizer.authorize(user, request(request)).isPresent();
            String id = text(line, "id") + '#' + request.path().lastIndex();
            entries.add(
                    entry(id, "authorize", line, words(request.get("allowed").isTrue()), words(allowed)));
        }
        return entries;
    }

    private static String words(boolean allowed) {
        return allowed ? "allowed" : "not allowed";
    }

    /** From the service account where the case names one: its groups must come out as they are in a token. */
    private static UserInfo user(Field request) {
        Field account = request.get("serviceAccount");
        var authenticated = new UserInfo(
                request.get("user").stringOr(""), request.get("groups").strings());
        if (!account.isPresent()) {
            return authenticated;
        }
        UserInfo user = UserInfo.serviceAccount(text(account, "namespace"), text(account, "name"));
        if (!user.name().equals(authenticated.name())
                || !List.copyOf(user.groups()).containsAll(authenticated.groups())
                || user.groups().size() != authenticated.groups().size()) {
            throw new IllegalStateException(user + " is " + authenticated + " in " + request);
        }
        return user;
    }

    private static AccessRequest request(Field request) {
        return new AccessRequest(
                text(request, "verb"),
                request.get("group").stringOr(""),
                request.get("resource").stringOr(""),
                request.get("subresource").stringOr(""),
                request.get("name").stringOr(""),
                request.get("namespace").stringOr(""),
                request.get("path").string());
    }

    private static Entry aggregate(Field line, Path folder) throws IOException {
        List<Role> roles = roles(resources(folder.resolve(text(line, "manifests"))));
        var aggregated = new AggregatedRoles(roles);
        List<PolicyRule> actual = roles.stream()
                .filter(role -> role.isClusterRole() && role.name().equals(text(line, "clusterRole")))
                .flatMap(role -> aggregated.rules(role).stream())
                .map(rule -> rule.rule().grants())
                .toList();
        return entry(text(line, "id"), "aggregate", line, lists(rules(line.get("rules"))), lists(actual));
    }

    private static List<Entry> defaults(List<Resource> resources) {
        return roles(resources).stream()
                .map(role -> {
                    List<PolicyRule> expected =
                            role.rules().stream().map(Rule::grants).toList();
                    return Entry.covered(
                            "defaults/" + role.name(),
                            "rbac/defaults",
                            "bootstrap",
                            lists(expected),
                            lists(DefaultClusterRoles.rules(role.name())),
                            "");
                })
                .toList();
    }

    private static Entry entry(String id, String question, Field line, String expect, String actual) {
        return Entry.covered(id, "rbac/" + question, line.get("source").stringOr("unknown"), expect, actual, "");
    }

    private static List<Role> roles(List<Resource> resources) {
        return resources.stream()
                .flatMap(resource -> Role.of(resource).stream())
                .toList();
    }

    private static List<PolicyRule> rules(Field list) {
        return Role.rules(list).stream().map(Rule::grants).toList();
    }

    /** Every list of every rule in order: the plain words of a rule say less. */
    private static String lists(List<PolicyRule> rules) {
        return rules.stream()
                .map(rule -> List.of(
                                rule.apiGroups(),
                                rule.resources(),
                                rule.resourceNames(),
                                rule.nonResourceUrls(),
                                rule.verbs())
                        .toString())
                .toList()
                .toString();
    }

    private static String text(Field field, String name) {
        return field.get(name).stringOr("");
    }

    private static List<Resource> resources(Path file) throws IOException {
        var resources = new ArrayList<Resource>();
        var problems = new ArrayList<ManifestException>();
        try {
            for (Node document : ManifestReader.yamlDocuments(Files.readString(file))) {
                ResourceReader.read(document, null, PodTemplates.KNOWN, resources::add, problems::add);
            }
        } catch (ManifestException e) {
            problems.add(e);
        }
        if (!problems.isEmpty()) {
            throw new IOException(file + ": " + problems.get(0).getMessage(), problems.get(0));
        }
        return resources;
    }
}
