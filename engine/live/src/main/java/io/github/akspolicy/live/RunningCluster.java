package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What runs in a cluster, as a source: each object is handed over as soon as it is there, and none is kept. */
final class RunningCluster implements Release {
    private final ReleaseId id;
    private final ApiServer server;
    private final Scope scope;
    private final ReadLimits limits;
    private final Platform platform;
    private final Listener listener;

    /** Kinds whose objects policies look up: a rule about a role or an account must find that of the platform, too. */
    private static final Set<String> LOOKED_UP = Set.of("ClusterRole", "Role", "ServiceAccount", "Namespace");

    /** These policies know without a cluster. */
    private static final Set<String> DEFAULT_ROLES =
            DefaultClusterRoles.ROLES.stream().map(Role::name).collect(Collectors.toUnmodifiableSet());

    /**
     * What of a cluster is read.
     *
     * @param kinds the kinds to list
     * @param namespaces none means all, and what lives in no namespace
     * @param owned whether what a workload makes from its template is handed over
     * @param podTemplates where objects carry pods
     */
    record Scope(List<ApiResource> kinds, List<String> namespaces, boolean owned, PodTemplates podTemplates) {
        Scope {
            kinds = List.copyOf(kinds);
            namespaces = List.copyOf(namespaces);
        }
    }

    /** Sees every object that is handed over. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param shown leads to the lines that kubectl shows
         * @return leads to lines that say more, or {@code shown}
         */
        OriginMap see(RunningObject object, OriginMap shown);

        /** Hears of a kind that could not be listed in full. */
        default void unlisted(ApiResource kind) {}
    }

    /**
     * @param platform tells apart what Kubernetes and AKS bring
     * @param listener sees every object, before it is handed over
     */
    RunningCluster(
            ReleaseId id, ApiServer server, Scope scope, ReadLimits limits, Platform platform, Listener listener) {
        this.id = id;
        this.server = server;
        this.scope = scope;
        this.limits = limits;
        this.platform = platform;
        this.listener = listener;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public void read(Receiver receiver) {
        var lists = new ObjectLists(server, limits.maxDocuments(), limits.maxCharacters());
        for (ApiResource kind : scope.kinds()) {
            if (scope.namespaces().isEmpty()) {
                list(lists, kind, null, receiver);
            } else if (kind.namespaced()) {
                scope.namespaces().forEach(namespace -> list(lists, kind, namespace, receiver));
            }
        }
        if (!platform.summary().isEmpty()) {
            receiver.note(platform.summary());
        }
    }

    private void list(ObjectLists lists, ApiResource kind, @Nullable String namespace, Receiver receiver) {
        String what = kind.name() + (namespace == null ? "" : " in " + namespace);
        try {
            lists.each(kind, namespace, kind.isSecret(), item -> take(RunningObject.of(kind, item), receiver));
        } catch (ApiServer.Refusal refusal) {
            listener.unlisted(kind);
            receiver.problem(new Problem(what + " cannot be listed: " + refusal.getMessage(), null, refusal.fix(kind)));
        } catch (IOException broken) {
            listener.unlisted(kind);
            receiver.problem(new Problem(what + " cannot be listed: " + broken.getMessage(), null, ""));
        }
    }

    private void take(RunningObject object, Receiver receiver) {
        if (!scope.owned() && object.isOwnedByWorkload(scope.podTemplates())) {
            return;
        }
        String path = object.path(id.name());
        OriginMap origins = listener.see(object, OriginMap.identity(path, SourceLocation.Role.GENERATED));
        if (!platform.passesOver(object)) {
            receiver.file(new ManifestFile(path, object.json(), origins).with(Placeholders.NONE));
        } else if (LOOKED_UP.contains(object.kind().kind()) && !DEFAULT_ROLES.contains(object.name())) {
            receiver.context(new ManifestFile(path, object.json(), origins).with(Placeholders.NONE));
        }
    }
}
