package io.github.akspolicy.live;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that an API server serves, each in the version that the server prefers, as client-go's {@code
 * ServerPreferredResources} has it; and in the version that a caller wants, where it is served.
 *
 * @param resources those that can be listed, sorted by name, each in one version
 * @param served every kind in every version of it
 * @param silent the groups that are known in part only, or not at all, since they do not answer
 * @param problems why they do not
 */
record Discovery(List<ApiResource> resources, Set<ApiResource> served, Set<String> silent, List<Problem> problems) {
    private static final String ACCEPT = "application/json";
    /** An answer lists the kinds of one group version. */
    private static final int LONGEST = 16 << 20;

    Discovery {
        resources = List.copyOf(resources);
        served = Set.copyOf(served);
        silent = Set.copyOf(silent);
        problems = List.copyOf(problems);
    }

    /**
     * Asks a server.
     *
     * @param wanted group versions that are preferred to those that the server prefers, such as {@code apps/v1}
     * @throws SourceException when it does not answer at all
     */
    static Discovery of(ApiServer server, Set<String> wanted) throws SourceException {
        var asked = new Asked(server);
        Map<String, Object> groups;
        try {
            asked.version("", "v1");
            groups = asked.get("/apis");
        } catch (IOException | ApiServer.Refusal silent) {
            throw new SourceException(new Problem(
                    "the cluster " + server.name() + " at " + server.address()
                            + (silent instanceof ApiServer.Refusal ? " refuses: " : " cannot be reached: ")
                            + ApiServer.reason(silent),
                    null,
                    silent instanceof ApiServer.Refusal refusal ? refusal.fix(null) : ""));
        }
        if (!groups.containsKey("groups")) {
            throw new SourceException(new Problem(
                    "what answers at " + server.address() + " is not an API server: it lists no API groups", null, ""));
        }
        for (Map<String, Object> group : JsonTree.objects(groups, "groups")) {
            String name = JsonTree.text(group, "name");
            if (!ApiResource.isMeasured(name)) {
                asked.group(name, versions(group, name, wanted));
            }
        }
        var resources = new ArrayList<>(asked.found.values());
        resources.sort(Comparator.comparing(ApiResource::name));
        return new Discovery(resources, asked.served, asked.silent, asked.problems);
    }

    private static List<String> versions(Map<String, Object> group, String name, Set<String> wanted) {
        List<String> all = JsonTree.objects(group, "versions").stream()
                .map(version -> JsonTree.text(version, "version"))
                .toList();
        var versions = new LinkedHashSet<String>();
        all.stream().filter(version -> wanted.contains(name + "/" + version)).forEach(versions::add);
        versions.add(JsonTree.text(JsonTree.map(group, "preferredVersion"), "version"));
        versions.addAll(all);
        versions.remove("");
        return List.copyOf(versions);
    }

    /** Whether a kind is served in a version such as {@code apps/v1}. */
    boolean serves(String apiVersion, String kind) {
        return served.stream()
                .anyMatch(resource -> resource.apiVersion().equals(apiVersion)
                        && resource.kind().equals(kind));
    }

    /** The kind of this group and name, or null when it is not served. */
    @Nullable
    ApiResource find(String group, String kind) {
        return resources.stream()
                .filter(resource ->
                        resource.group().equals(group) && resource.kind().equals(kind))
                .findFirst()
                .orElse(null);
    }

    private static final class Asked {
        private final ApiServer server;
        private final Map<String, ApiResource> found = new LinkedHashMap<>();
        private final Set<ApiResource> served = new HashSet<>();
        private final Set<String> silent = new HashSet<>();
        private final List<Problem> problems = new ArrayList<>();

        Asked(ApiServer server) {
            this.server = server;
        }

        /** Earlier versions win. One that does not answer is a problem, and the others are asked. */
        void group(String group, List<String> versions) {
            var reasons = new LinkedHashMap<String, String>();
            for (String version : versions) {
                try {
                    version(group, version);
                } catch (IOException | ApiServer.Refusal silent) {
                    reasons.putIfAbsent(ApiServer.reason(silent), version);
                }
            }
            if (!reasons.isEmpty()) {
                silent.add(group);
                problems.add(new Problem(
                        "the kinds of the API group " + group + " are not known: "
                                + String.join("; ", reasons.keySet()),
                        null,
                        "fix the APIService that serves it: kubectl get apiservices"));
            }
        }

        void version(String group, String version) throws IOException, ApiServer.Refusal {
            String path = group.isEmpty()
                    ? "/api/" + ApiResource.escape(version)
                    : "/apis/" + ApiResource.escape(group) + "/" + ApiResource.escape(version);
            Map<String, Object> answer = get(path);
            if (!answer.containsKey("resources")) {
                throw new IOException("the answer to " + path + " lists no resources");
            }
            for (Map<String, Object> resource : JsonTree.objects(answer, "resources")) {
                String plural = JsonTree.text(resource, "name");
                boolean isPart = plural.contains("/");
                if (!isPart && JsonTree.strings(resource, "verbs").contains("list")) {
                    var kind = new ApiResource(
                            group,
                            version,
                            JsonTree.text(resource, "kind"),
                            plural,
                            Boolean.TRUE.equals(resource.get("namespaced")));
                    found.putIfAbsent(kind.name(), kind);
                    served.add(kind);
                }
            }
        }

        @SuppressWarnings("unchecked") // every map of a tree is one of these
        Map<String, Object> get(String path) throws IOException, ApiServer.Refusal {
            try (InputStream answer = server.get(path, ACCEPT)) {
                Object tree = JsonTree.read(answer.readNBytes(LONGEST));
                if (tree instanceof Map<?, ?> map) {
                    return (Map<String, Object>) map;
                }
                throw new IOException("the answer to " + path + " is not an object");
            }
        }
    }
}
