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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves what a real API server answered, request by request. What was not recorded is not answered: an audit that asks for
 * more fails, so that no answer is one that only a test gives.
 */
final class RecordedCluster implements AutoCloseable {
    /** Where recorded answers are, if they are there at all. */
    static final Path ANSWERS = Path.of("..", "..", "..", "shared", "live");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> answers = new HashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final KubernetesMockServer server;

    RecordedCluster(Path recorded) throws IOException {
        for (String line : Files.readAllLines(recorded)) {
            JsonNode answer = JSON.readTree(line);
            answers.put(answer.get("uri").asText(), (ObjectNode) answer.get("body"));
        }
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Answers(), false);
        java.util.logging.Logger.getLogger(MockWebServer.class.getName()).setLevel(java.util.logging.Level.WARNING);
        server.init();
    }

    /** The recorded list of a kind, such as {@code /apis/apps/v1/deployments}; changes to it are served. */
    ObjectNode list(String path) {
        return answers.get(path + "?limit=" + ObjectLists.PAGE);
    }

    /** The recorded object of a list. */
    ObjectNode object(String path, String name) {
        for (JsonNode item : list(path).get("items")) {
            if (item.path("metadata").path("name").asText().equals(name)) {
                return (ObjectNode) item;
            }
        }
        throw new IllegalArgumentException(path + " has no " + name);
    }

    /** Adds an object as the API server would store it. */
    ObjectNode add(String path, String json) throws IOException {
        ObjectNode object = (ObjectNode) JSON.readTree(json);
        list(path).withArray("/items").add(object);
        return object;
    }

    /** What was asked for and had no recorded answer. */
    Set<String> unanswered() {
        return new LinkedHashSet<>(unanswered);
    }

    ApiServer connect() {
        return ApiServer.of(
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(server.url("/"))
                        .withNamespace("default")
                        .withRequestRetryBackoffLimit(0)
                        .build(),
                "test");
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Answers extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            ObjectNode answer = answers.get(request.getPath());
            if (answer == null) {
                unanswered.add(request.getPath());
                return new MockResponse()
                        .setResponseCode(404)
                        .setBody("{\"kind\": \"Status\", \"message\": \"no recorded answer\"}");
            }
            return new MockResponse()
                    .setResponseCode(200)
                    .setHeader("Content-Type", "application/json")
                    .setBody(answer.toString());
        }
    }
}
