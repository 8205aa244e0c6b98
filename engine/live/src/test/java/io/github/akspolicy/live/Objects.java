package io.github.akspolicy.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;

/** Objects of an API server made of rendered ones: with what it adds to each of them. */
final class Objects {
    static final Path SAMPLES = Path.of("..", "..", "samples");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Objects() {}

    static Verification sample(String name) throws Exception {
        return Verification.load(
                SAMPLES.resolve(name).resolve("aks-policy.yaml"), Overrides.NONE.environments(List.of("prod")));
    }

    /** What of an environment is deployed to a cluster, as its API server would have it. */
    static List<ObjectNode> of(Verification verification, String environment) {
        return verification.environment(environment).resources().stream()
                // the definition of the cluster is no object in it
                .filter(resource -> resource.field("metadata", "name").isPresent())
                .map(Objects::stored)
                .toList();
    }

    static ObjectNode stored(DeployedResource deployed) {
        ObjectNode object = (ObjectNode) json(deployed.resource().root().node());
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        if (deployed.resource().namespace() != null) {
            metadata.put("namespace", deployed.resource().namespace());
        }
        metadata.put("uid", "c0ffee00-0000-4000-8000-000000000000");
        metadata.put("resourceVersion", "4711");
        metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
        ObjectNode managed = metadata.putArray("managedFields").addObject();
        managed.put("manager", "helm")
                .put("operation", "Update")
                .putObject("fieldsV1")
                .putObject("f:spec");
        if (object.path("spec").path("template").has("spec")) {
            defaulted((ObjectNode) object.path("spec").path("template").path("spec"));
            object.putObject("status").put("observedGeneration", 7).put("readyReplicas", 2);
        }
        return object;
    }

    /** Defaults that change no meaning: those that the API server writes into each pod template. */
    private static void defaulted(ObjectNode pod) {
        putIfAbsent(pod, "dnsPolicy", "ClusterFirst");
        putIfAbsent(pod, "restartPolicy", "Always");
        putIfAbsent(pod, "schedulerName", "default-scheduler");
        if (!pod.has("terminationGracePeriodSeconds")) {
            pod.put("terminationGracePeriodSeconds", 30);
        }
        for (JsonNode container : pod.path("containers")) {
            putIfAbsent((ObjectNode) container, "terminationMessagePath", "/dev/termination-log");
            putIfAbsent((ObjectNode) container, "terminationMessagePolicy", "File");
            for (JsonNode port : container.path("ports")) {
                putIfAbsent((ObjectNode) port, "protocol", "TCP");
            }
        }
    }

    private static void putIfAbsent(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    static ObjectNode parse(String json) throws Exception {
        return (ObjectNode) JSON.readTree(json);
    }

    static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = factory.objectNode();
            mapping.entries().forEach(entry -> {
                JsonNode value = json(entry.value());
                // the API server keeps no null
                if (!value.isNull()) {
                    object.set(entry.key(), value);
                }
            });
            return object;
        }
        if (node instanceof Node.Sequence sequence) {
            var array = factory.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        Object value = ((Node.Scalar) node).value();
        if (value == null) {
            return factory.nullNode();
        }
        if (value instanceof Boolean bool) {
            return factory.booleanNode(bool);
        }
        if (value instanceof Long number) {
            return factory.numberNode(number);
        }
        if (value instanceof BigInteger number) {
            return factory.numberNode(number);
        }
        return value instanceof Number number
                ? factory.numberNode(new BigDecimal(number.toString()))
                : factory.textNode(value.toString());
    }
}
