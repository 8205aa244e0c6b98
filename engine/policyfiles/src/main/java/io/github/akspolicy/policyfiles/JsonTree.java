package io.github.akspolicy.policyfiles;

import io.github.akspolicy.manifest.Node;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Our nodes as those that the validator reads: the same values, without positions. */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    /** As it is written. */
    static JsonNode of(Node node) {
        return of(node, true);
    }

    /** As the API server reads an object: a field that is null is not there. */
    static JsonNode ofObject(Node node) {
        return of(node, false);
    }

    private static JsonNode of(Node node, boolean withNulls) {
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            for (Node.Entry entry : mapping.entries()) {
                if (withNulls || !isNull(entry.value())) {
                    object.set(entry.key(), of(entry.value(), withNulls));
                }
            }
            return object;
        }
        if (node instanceof Node.Sequence sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.items().forEach(item -> array.add(of(item, withNulls)));
            return array;
        }
        Object value = ((Node.Scalar) node).value();
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof String text) {
            return JSON.stringNode(text);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number.longValue());
        }
        return value instanceof BigInteger number
                ? JSON.numberNode(number)
                : JSON.numberNode(((Number) value).doubleValue());
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }
}
