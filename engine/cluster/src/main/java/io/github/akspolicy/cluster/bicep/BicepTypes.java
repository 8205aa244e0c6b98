package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;

/** Types as a template declares them, as far as they say which values are secret and which may be null. */
record BicepTypes(TemplateBuilder template, BicepFile file) {
    /** @param at where the declaration is */
    Node.Mapping declaration(TypeExpression type, boolean isSecure, Position at) {
        var entries = new ArrayList<Node.Entry>();
        TypeExpression inner = type;
        if (type instanceof TypeExpression.Optional optional) {
            inner = optional.type();
            entries.add(entry("nullable", new Node.Scalar(true, at)));
        }
        if (inner instanceof TypeExpression.Name name) {
            entries.add(named(name.name(), isSecure, at));
        } else if (inner instanceof TypeExpression.ListOf list) {
            entries.add(entry("type", new Node.Scalar("array", at)));
            entries.add(entry("items", declaration(list.item(), isSecure, at)));
        } else if (inner instanceof TypeExpression.Structure object) {
            entries.add(entry("type", new Node.Scalar(isSecure ? "secureObject" : "object", at)));
            properties(object, at, entries);
        } else if (isSecure) {
            entries.add(entry("type", new Node.Scalar("secureObject", at)));
        }
        return new Node.Mapping(entries, at);
    }

    private static Node.Entry entry(String key, Node value) {
        return new Node.Entry(key, value.position(), value);
    }

    private Node.Entry named(String name, boolean isSecure, Position at) {
        String plain = name.startsWith("sys.") ? name.substring(name.indexOf('.') + 1) : name;
        String reference = template.type(file, name);
        if (reference != null && !isSecure) {
            return entry("$ref", new Node.Scalar("#/definitions/" + reference, at));
        }
        String word = reference == null ? plain : "object";
        return entry(
                "type", new Node.Scalar(isSecure ? word.equals("string") ? "secureString" : "secureObject" : word, at));
    }

    private void properties(TypeExpression.Structure object, Position at, List<Node.Entry> entries) {
        var properties = new ArrayList<Node.Entry>();
        for (TypeExpression.Property property : object.properties()) {
            Node type = declaration(property.type(), property.isSecure(), at);
            if (property.name() == null) {
                entries.add(entry("additionalProperties", type));
            } else {
                properties.add(entry(property.name(), type));
            }
        }
        entries.add(entry("properties", new Node.Mapping(properties, at)));
    }
}
