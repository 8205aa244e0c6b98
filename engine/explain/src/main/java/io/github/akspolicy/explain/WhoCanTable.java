package io.github.akspolicy.explain;

import io.github.akspolicy.environment.AccessSources;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Holder;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Permission;
import io.github.akspolicy.resource.rbac.ResourceNames;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do something in an environment, and what lets them: three lines for each. */
public final class WhoCanTable {
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
        var rows = new ArrayList<String>();
        add(request, !request.namespace().isEmpty(), rows);
        if (request.namespace().isEmpty() && isNamespaced(request)) {
            for (String namespace : access.namespaces()) {
                add(in(namespace, request), false, rows);
            }
        }
        var lines = new ArrayList<String>();
        lines.add(text(environment.name() + ": who can " + request));
        lines.addAll(rows.isEmpty() ? List.of("  no subject by what is in the sources") : rows);
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
    private void add(AccessRequest request, boolean everywhere, List<String> rows) {
        for (Holder holder : access.whoCan(request)) {
            for (Permission permission : holder.permissions()) {
                if (everywhere || permission.namespace().equals(request.namespace())) {
                    rows.addAll(row(holder, permission, request));
                }
            }
        }
    }

    private List<String> row(Holder holder, Permission permission, AccessRequest request) {
        String namespace = permission.namespace();
        String where = permission.evidence(request.toString()).stream()
                .map(this::location)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        var lines = new ArrayList<String>();
        lines.add(text(
                "  " + holder.principal() + (namespace.isEmpty() ? " everywhere" : " in the namespace " + namespace)));
        lines.add(text("    " + permission.givenBy() + ", " + permission.roleWords() + ", " + permission.ruleWords()
                + "   " + permission.authorizer()));
        if (!where.isEmpty()) {
            lines.add("    " + where);
        }
        return lines;
    }

    private @Nullable String location(Permission.Evidence evidence) {
        DeployedResource resource = sources.of(evidence);
        return resource == null
                ? null
                : text(resource.origin(evidence.place()).primary().toString());
    }

    private String text(String text) {
        return SafeText.line(environment.words(text));
    }
}
