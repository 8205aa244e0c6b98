package io.github.akspolicy.live;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param resources those that can be listed, sorted by name
 * @param problems groups that do not answer
 */
record Discovery(List<ApiResource> resources, List<Problem> problems) {
    private static final String ACCEPT = "application/json";
    /** An answer lists the kinds of one group version. */
    private static final int LONGEST = 16 << 20;

    Discovery {
        resources = List.copyOf(resources);
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
            asked.group("", List.of("v1"));
            groups = asked.get("/apis");
        } catch (IOException | ApiServer.Refusal silent) {
            throw new SourceException(new Problem(
                    "the cluster " + server.name() + " cannot be reached: " + silent.getMessage(),
                    null,
                    silent instanceof ApiServer.Refusal refusal && refusal.isForbidden()
                            ? "log in; every identity that is logged in may ask what a cluster serves"
                            : ""));
        }
        for (Map<String, Object> group : JsonTree.objects(groups, "groups")) {
            String name = JsonTree.text(group, "name");
            if (!ApiResource.isMeasured(name)) {
                asked.groupOrProblem(name, versions(group, name, wanted));
            }
        }
        var resources = new ArrayList<>(asked.found.values());
        resources.sort(Comparator.comparing(ApiResource::name));
        return new Discovery(resources, asked.problems);
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
        private final List<Problem> problems = new ArrayList<>();

        Asked(ApiServer server) {
            this.server = server;
        }

        void groupOrProblem(String group, List<String> versions) {
            try {
                group(group, versions);
            } catch (IOException | ApiServer.Refusal silent) {
                problems.add(new Problem(
                        "the kinds of the API group " + group + " are not known: " + silent.getMessage(),
                        null,
                        "mend the APIService that serves it: kubectl get apiservices"));
            }
        }

        /** Earlier versions win. */
        void group(String group, List<String> versions) throws IOException, ApiServer.Refusal {
            for (String version : versions) {
                String path = group.isEmpty()
                        ? "/api/" + ApiResource.escape(version)
                        : "/apis/" + ApiResource.escape(group) + "/" + ApiResource.escape(version);
                for (Map<String, Object> resource : JsonTree.objects(get(path), "resources")) {
                    String plural = JsonTree.text(resource, "name");
                    boolean isPart = plural.contains("/");
                    if (!isPart && JsonTree.strings(resource, "verbs").contains("list")) {
                        var served = new ApiResource(
                                group,
                                version,
                                JsonTree.text(resource, "kind"),
                                plural,
                                Boolean.TRUE.equals(resource.get("namespaced")));
                        found.putIfAbsent(served.name(), served);
                    }
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
                throw new IOException("the answer to " + path + " is no object");
            }
        }
    }
}
