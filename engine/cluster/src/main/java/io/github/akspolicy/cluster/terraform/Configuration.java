package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Configuration in JSON: {@code resource.TYPE.NAME}, with expressions as {@code ${...}} in texts. */
final class Configuration {
    private static final Pattern WHOLE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("var\\.([A-Za-z0-9_-]+)");

    private final Field root;

    Configuration(Node document) {
        this.root = Field.root(document);
    }

    void each(TerraformContents contents) {
        for (Field type : root.get("resource").fields()) {
            if (TerraformContents.isRead(type.key())) {
                for (Field name : type.fields()) {
                    List<Field> blocks = name.node() instanceof Node.Sequence ? name.items() : List.of(name);
                    for (Field block : blocks) {
                        if (block.node() != null && evaluate(block.node(), 0) instanceof Node.Mapping values) {
                            contents.add(type.key() + "." + name.key(), type.key(), values);
                        }
                    }
                }
            }
        }
    }

    private Node evaluate(Node node, int depth) {
        if (node instanceof Node.Mapping mapping) {
            var entries = new ArrayList<Node.Entry>();
            mapping.entries()
                    .forEach(entry -> entries.add(
                            new Node.Entry(entry.key(), entry.keyPosition(), evaluate(entry.value(), depth))));
            return DynamicBlocks.expanded(new Node.Mapping(entries, mapping.position()));
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(item -> evaluate(item, depth)).toList(), list.position());
        }
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text && text.contains("${")) {
            return expression(text, scalar, depth);
        }
        return node;
    }

    private Node expression(String text, Node.Scalar scalar, int depth) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            String inner = whole.group(1).strip();
            if (inner.equals("true") || inner.equals("false")) {
                return new Node.Scalar(Boolean.valueOf(inner), scalar.position());
            }
            Node known = depth > 10 ? null : variable(inner);
            if (known != null) {
                Node value = evaluate(known, depth + 1);
                return value instanceof Node.Scalar plain ? new Node.Scalar(plain.value(), scalar.position()) : value;
            }
        }
        String partial = text.replaceAll("\\$\\{([^{}]*)}", "⟨$1⟩");
        return new Node.Scalar(new Unresolved(text, partial), scalar.position());
    }

    /** The default of a variable, or null when it has none. */
    private @Nullable Node variable(String expression) {
        Matcher variable = VARIABLE.matcher(expression);
        if (!variable.matches()) {
            return null;
        }
        Field declared = root.at("variable", variable.group(1));
        Field block = declared.items().isEmpty() ? declared : declared.items().get(0);
        Field value = block.get("default");
        return value.isPresent() ? value.node() : null;
    }
}
