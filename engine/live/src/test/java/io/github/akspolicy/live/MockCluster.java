package io.github.akspolicy.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * fabric8's mock server behaving as an API server does where an audit can tell: discovery, lists in pages whose tokens expire,
 * lists of one namespace, metadata only, refusals. Its own CRUD mode knows neither pages nor discovery.
 */
final class MockCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The kinds of a cluster of AKS that people deploy, and some that they do not. */
    static final List<ApiResource> SERVED = List.of(
            new ApiResource("", "v1", "ConfigMap", "configmaps", true),
            new ApiResource("", "v1", "Event", "events", true),
            new ApiResource("", "v1", "LimitRange", "limitranges", true),
            new ApiResource("", "v1", "Namespace", "namespaces", false),
            new ApiResource("", "v1", "Node", "nodes", false),
            new ApiResource("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
            new ApiResource("", "v1", "PersistentVolume", "persistentvolumes", false),
            new ApiResource("", "v1", "Pod", "pods", true),
            new ApiResource("", "v1", "PodTemplate", "podtemplates", true),
            new ApiResource("", "v1", "ReplicationController", "replicationcontrollers", true),
            new ApiResource("", "v1", "ResourceQuota", "resourcequotas", true),
            new ApiResource("", "v1", "Secret", "secrets", true),
            new ApiResource("", "v1", "ServiceAccount", "serviceaccounts", true),
            new ApiResource("", "v1", "Service", "services", true),
            new ApiResource(
                    "admissionregistration.k8s.io",
                    "v1",
                    "MutatingWebhookConfiguration",
                    "mutatingwebhookconfigurations",
                    false),
            new ApiResource(
                    "admissionregistration.k8s.io",
                    "v1",
                    "ValidatingAdmissionPolicy",
                    "validatingadmissionpolicies",
                    false),
            new ApiResource(
                    "admissionregistration.k8s.io",
                    "v1",
                    "ValidatingAdmissionPolicyBinding",
                    "validatingadmissionpolicybindings",
                    false),
            new ApiResource(
                    "admissionregistration.k8s.io",
                    "v1",
                    "ValidatingWebhookConfiguration",
                    "validatingwebhookconfigurations",
                    false),
            new ApiResource(
                    "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false),
            new ApiResource("apiregistration.k8s.io", "v1", "APIService", "apiservices", false),
            new ApiResource("apps", "v1", "ControllerRevision", "controllerrevisions", true),
            new ApiResource("apps", "v1", "DaemonSet", "daemonsets", true),
            new ApiResource("apps", "v1", "Deployment", "deployments", true),
            new ApiResource("apps", "v1", "ReplicaSet", "replicasets", true),
            new ApiResource("apps", "v1", "StatefulSet", "statefulsets", true),
            new ApiResource("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
            new ApiResource("batch", "v1", "CronJob", "cronjobs", true),
            new ApiResource("batch", "v1", "Job", "jobs", true),
            new ApiResource("coordination.k8s.io", "v1", "Lease", "leases", true),
            new ApiResource("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true),
            new ApiResource("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas", false),
            new ApiResource(
                    "flowcontrol.apiserver.k8s.io",
                    "v1",
                    "PriorityLevelConfiguration",
                    "prioritylevelconfigurations",
                    false),
            new ApiResource("networking.k8s.io", "v1", "Ingress", "ingresses", true),
            new ApiResource("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false),
            new ApiResource("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true),
            new ApiResource("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", false),
            new ApiResource("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
            new ApiResource("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false),
            new ApiResource("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false),
            new ApiResource("rbac.authorization.k8s.io", "v1", "Role", "roles", true),
            new ApiResource("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true),
            new ApiResource("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false),
            new ApiResource("secrets-store.csi.x-k8s.io", "v1", "SecretProviderClass", "secretproviderclasses", true),
            new ApiResource("storage.k8s.io", "v1", "CSIDriver", "csidrivers", false),
            new ApiResource("storage.k8s.io", "v1", "CSINode", "csinodes", false),
            new ApiResource("storage.k8s.io", "v1", "StorageClass", "storageclasses", false));

    private final KubernetesMockServer server;
    private final Map<String, List<ObjectNode>> objects = new HashMap<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<String> forbidden = new HashSet<>();
    private final Set<String> silentGroups = new HashSet<>();
    private final Map<String, Generated> generated = new HashMap<>();
    private int expireAfter = Integer.MAX_VALUE;
    private final Map<String, Failure> failing = new HashMap<>();
    private final Map<String, Integer> cuts = new HashMap<>();

    /** What is answered in place of a list, and how often. */
    private static final class Failure {
        private final int code;
        private final String message;
        private int times;

        Failure(int code, String message, int times) {
            this.code = code;
            this.message = message;
            this.times = times;
        }
    }

    /** Answers a list with a status, so many times. */
    void fail(String name, int code, String message, int times) {
        failing.put(name, new Failure(code, message, times));
    }

    /** Ends the page that holds an object of a list in the middle of it. */
    void cut(String name, int object) {
        cuts.put(name, object);
    }

    /** Objects that are made while they are sent. */
    private record Generated(int count, IntFunction<ObjectNode> object) {}

    MockCluster() {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Answers(), false);
        // a line for each of some hundred requests
        java.util.logging.Logger.getLogger(MockWebServer.class.getName()).setLevel(java.util.logging.Level.WARNING);
        server.init();
    }

    /** Adds an object of a kind that is served. */
    void add(ObjectNode object) {
        objects.computeIfAbsent(plural(object), plural -> new ArrayList<>()).add(object);
    }

    void add(String json) {
        try {
            add((ObjectNode) JSON.readTree(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The objects that were added, of all kinds. */
    List<ObjectNode> all() {
        return objects.values().stream().flatMap(List::stream).toList();
    }

    /** Adds objects that are made when they are asked for. */
    void generate(String name, int count, IntFunction<ObjectNode> object) {
        generated.put(name, new Generated(count, object));
    }

    /** Takes the objects of a kind away. */
    void clear(String name) {
        objects.remove(name);
    }

    /** Refuses to list a kind. */
    void forbid(String name) {
        forbidden.add(name);
    }

    /** Answers nothing about an API group. */
    void silence(String group) {
        silentGroups.add(group);
    }

    /** Lets the tokens of pages expire once, after so many pages. */
    void expireAfter(int pages) {
        expireAfter = pages;
    }

    /** Requests in the order in which they came, as {@code GET /path?query}. */
    List<String> requests() {
        return requests.stream()
                .map(request -> request.getMethod() + " " + request.getPath())
                .toList();
    }

    List<RecordedRequest> recorded() {
        return List.copyOf(requests);
    }

    ApiServer connect() {
        return ApiServer.of(
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(url())
                        .withNamespace("default")
                        // busy servers are asked again as they are outside of tests, without the waiting
                        .withRequestRetryBackoffLimit(ApiServer.RETRIES)
                        .withRequestRetryBackoffInterval(1)
                        .build(),
                "test");
    }

    String url() {
        return server.url("/");
    }

    @Override
    public void close() {
        server.destroy();
    }

    private static String plural(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        return SERVED.stream()
                .filter(kind -> kind.group().equals(group)
                        && kind.kind().equals(object.path("kind").asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not served: " + object.path("kind")))
                .name();
    }

    private final class Answers extends Dispatcher {
        private int pages;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            requests.add(request);
            URI uri = URI.create(request.getPath());
            Map<String, String> query = new HashMap<>();
            if (uri.getRawQuery() != null) {
                for (String pair : uri.getRawQuery().split("&")) {
                    String[] parts = pair.split("=", 2);
                    query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
            String[] path = uri.getPath().substring(1).split("/");
            if (path[0].equals("api")) {
                return path.length == 2
                        ? resources("", "v1")
                        : list("", List.of(path).subList(2, path.length), query);
            }
            return switch (path.length) {
                case 1 -> groups();
                case 3 -> resources(path[1], path[2]);
                default -> list(path[1], List.of(path).subList(3, path.length), query);
            };
        }

        private MockResponse groups() {
            var versions = new LinkedHashMap<String, String>();
            SERVED.stream()
                    .filter(kind -> !kind.group().isEmpty())
                    .forEach(kind -> versions.put(kind.group(), kind.version()));
            ObjectNode list = JSON.createObjectNode().put("kind", "APIGroupList");
            var groups = list.putArray("groups");
            versions.forEach((group, version) -> {
                ObjectNode node = groups.addObject().put("name", group);
                node.putArray("versions")
                        .addObject()
                        .put("groupVersion", group + "/" + version)
                        .put("version", version);
                node.putObject("preferredVersion")
                        .put("groupVersion", group + "/" + version)
                        .put("version", version);
            });
            return ok(list);
        }

        private MockResponse resources(String group, String version) {
            if (silentGroups.contains(group)) {
                return status(503, "the server is currently unable to handle the request", null);
            }
            ObjectNode list = JSON.createObjectNode().put("kind", "APIResourceList");
            var resources = list.putArray("resources");
            for (ApiResource kind : SERVED) {
                if (kind.group().equals(group) && kind.version().equals(version)) {
                    resources
                            .addObject()
                            .put("name", kind.plural())
                            .put("namespaced", kind.namespaced())
                            .put("kind", kind.kind())
                            .putArray("verbs")
                            .add("get")
                            .add("list");
                    resources
                            .addObject()
                            .put("name", kind.plural() + "/status")
                            .put("namespaced", kind.namespaced())
                            .put("kind", kind.kind())
                            .putArray("verbs")
                            .add("get");
                }
            }
            resources
                    .addObject()
                    .put("name", "reviews")
                    .put("kind", "Review")
                    .putArray("verbs")
                    .add("create");
            return ok(list);
        }

        private MockResponse list(String group, List<String> rest, Map<String, String> query) {
            String namespace = rest.size() == 3 ? rest.get(1) : null;
            String plural = rest.get(rest.size() - 1);
            String name = group.isEmpty() ? plural : plural + "." + group;
            if (forbidden.contains(name)) {
                return status(403, name + " is forbidden: User \"auditor\" cannot list resource", null);
            }
            Failure failure = failing.get(name);
            if (failure != null && failure.times-- > 0) {
                return status(failure.code, failure.message, null);
            }
            int limit = Integer.parseInt(query.getOrDefault("limit", "1000000"));
            String token = query.getOrDefault("continue", "start:0");
            if (++pages > expireAfter && token.startsWith("start:") && query.containsKey("continue")) {
                expireAfter = Integer.MAX_VALUE;
                return status(410, "The provided continue parameter is too old", token.replace("start:", "now:"));
            }
            int from = Integer.parseInt(token.substring(token.indexOf(':') + 1));
            IntFunction<ObjectNode> at;
            int count;
            if (generated.containsKey(name)) {
                at = generated.get(name).object();
                count = generated.get(name).count();
            } else {
                List<ObjectNode> all = objects.getOrDefault(name, List.of()).stream()
                        .filter(object -> namespace == null
                                || namespace.equals(object.path("metadata")
                                        .path("namespace")
                                        .asText()))
                        .toList();
                at = all::get;
                count = all.size();
            }
            ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
            var items = list.putArray("items");
            int end = Math.min(count, from + limit);
            for (int i = from; i < end; i++) {
                // items of typed lists leave their kind out
                items.add(at.apply(i).deepCopy().without(List.of("kind", "apiVersion")));
            }
            ObjectNode metadata = list.putObject("metadata").put("resourceVersion", "1");
            if (end < count) {
                metadata.put("continue", token.substring(0, token.indexOf(':') + 1) + end)
                        .put("remainingItemCount", count - end);
            }
            Integer cut = cuts.get(name);
            if (cut != null && cut >= from && cut < end) {
                String text = list.toString();
                return ok(list).setBody(text.substring(0, text.length() * (cut - from) / (end - from)));
            }
            return ok(list);
        }

        private MockResponse ok(JsonNode body) {
            return new MockResponse()
                    .setResponseCode(200)
                    .setHeader("Content-Type", "application/json")
                    .setBody(body.toString());
        }

        private MockResponse status(int code, String message, String continueAt) {
            ObjectNode status = JSON.createObjectNode().put("kind", "Status").put("message", message);
            if (continueAt != null) {
                status.putObject("metadata").put("continue", continueAt);
            }
            return new MockResponse()
                    .setResponseCode(code)
                    .setHeader("Content-Type", "application/json")
                    .setBody(status.toString());
        }
    }

    /** The lists that were asked for, as {@code deployments.apps} or {@code deployments.apps in store}. */
    Set<String> listed() {
        return requests.stream()
                .map(request ->
                        URI.create(request.getPath()).getPath().substring(1).split("/"))
                .filter(path -> path.length > (path[0].equals("api") ? 2 : 3))
                .map(path -> {
                    String group = path[0].equals("api") ? "" : "." + path[1];
                    int rest = path[0].equals("api") ? 2 : 3;
                    String plural = path[path.length - 1] + group;
                    return path.length - rest == 3 ? plural + " in " + path[rest + 1] : plural;
                })
                .collect(Collectors.toSet());
    }
}
