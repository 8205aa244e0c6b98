package io.github.akspolicy.explain;

import io.github.akspolicy.environment.AccessSources;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Holder;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Permission;
import io.github.akspolicy.resource.rbac.ResourceNames;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do something in an environment, and what lets them: a table for people. */
public final class WhoCanTable {
    private static final List<String> HEAD = List.of("WHO", "IN", "BY", "ROLE", "RULE", "AUTHORIZER", "WHERE");

    private final Environment environment;
    private final Access access;
    private final AccessSources sources;

    public WhoCanTable(Environment environment) {
        this.environment = environment;
        this.access = environment.indexes().derive(AccessFacts.ACCESS);
        this.sources = new AccessSources(environment);
    }

    /**
     * The table with its heading and what it cannot know.
     *
     * @param request in a namespace, or in none: then whoever may do it in any namespace is in the table, too
     */
    public List<String> lines(AccessRequest request) {
        var rows = new ArrayList<List<String>>();
        add(request, !request.namespace().isEmpty(), rows);
        if (request.namespace().isEmpty() && isNamespaced(request)) {
            for (String namespace : access.namespaces()) {
                add(in(namespace, request), false, rows);
            }
        }
        var lines = new ArrayList<String>();
        lines.add(text(environment.name() + ": who can " + request));
        lines.addAll(rows.isEmpty() ? List.of("  no subject by what is in the sources") : table(rows));
        lines.add("  besides, members of " + UserInfo.MASTERS + ": no authorizer is asked about them");
        if (!request.namespace().isEmpty()
                && !AccessWords.namespaces(environment).contains(request.namespace())) {
            lines.add(
                    text("  not known: the namespace " + request.namespace() + " is in no source of this environment"));
        }
        access.missing().forEach(missing -> lines.add(text("  not known: " + missing)));
        return lines;
    }

    private static boolean isNamespaced(AccessRequest request) {
        return request.path() == null && !ResourceNames.isOfTheCluster(request.group(), request.resource());
    }

    private static AccessRequest in(String namespace, AccessRequest request) {
        return new AccessRequest(
                request.verb(),
                request.group(),
                request.resource(),
                request.subresource(),
                request.name(),
                namespace,
                null);
    }

    /** @param everywhere whether what holds everywhere is wanted, too, besides what holds in the namespace of the request */
    private void add(AccessRequest request, boolean everywhere, List<List<String>> rows) {
        for (Holder holder : access.whoCan(request)) {
            for (Permission permission : holder.permissions()) {
                if (everywhere || permission.namespace().equals(request.namespace())) {
                    rows.add(row(holder, permission, request));
                }
            }
        }
    }

    private List<String> row(Holder holder, Permission permission, AccessRequest request) {
        return List.of(
                text(holder.principal().toString()),
                text(permission.namespace().isEmpty() ? AccessBudget.EVERYWHERE : permission.namespace()),
                text(permission.givenBy()),
                text(permission.roleWords()),
                text(permission.ruleWords()),
                permission.authorizer(),
                permission.evidence(request.toString()).stream()
                        .map(this::location)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")));
    }

    private @Nullable String location(Permission.Evidence evidence) {
        DeployedResource resource = sources.of(evidence);
        return resource == null
                ? null
                : text(resource.origin(evidence.place()).primary().toString());
    }

    private static List<String> table(List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(HEAD);
        all.addAll(rows);
        int[] widths = new int[HEAD.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream()
                .map(row -> {
                    var line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        line.append("  ")
                                .append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length()));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private String text(String text) {
        return SafeText.line(environment.words(text));
    }
}
