package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.cluster.AzureKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan or a state. What is known only after apply is unresolved, with the references that the configuration makes it of
 * followed through variables and outputs of modules. Of a resource that is created, an attribute that its configuration does not
 * have is left out: a plan leaves it out of the planned values and says that it is known after apply, since the provider computes
 * it. A plan holds no blocks that are generated ({@code dynamic}): where one is known after apply as a whole it counts as left out,
 * too.
 */
final class Plan {
    private final Field root;
    private final Map<String, Field> unknown = new HashMap<>();
    private final Set<String> created = new HashSet<>();
    private final References references;

    Plan(Field root) {
        this.root = root;
        this.references = new References(root.at("configuration", "root_module"));
        for (Field change : root.get("resource_changes").items()) {
            String address = change.get("address").stringOr("");
            unknown.put(address, change.at("change", "after_unknown"));
            if (change.at("change", "actions").strings().contains("create")) {
                created.add(address);
            }
        }
    }

    void each(TerraformContents contents) {
        Field planned = root.get("planned_values");
        module((planned.isPresent() ? planned : root.get("values")).get("root_module"), contents);
        for (Field deferred : root.get("deferred_changes").items()) {
            Field change = deferred.get("resource_change");
            if (!change.get("mode").stringOr("managed").equals("data")
                    && TerraformContents.isRead(change.get("type").stringOr(""))) {
                contents.deferred(
                        change.get("address").stringOr(""),
                        deferred.get("reason").stringOr("unknown"),
                        deferred.position());
            }
        }
        if (root.get("errored").isTrue()) {
            contents.failed(root.get("errored").position());
        }
    }

    private void module(Field module, TerraformContents contents) {
        for (Field resource : module.get("resources").items()) {
            String type = resource.get("type").stringOr("");
            if (!resource.get("mode").stringOr("managed").equals("data")
                    && TerraformContents.isRead(type)
                    && resource.get("values").node() instanceof Node.Mapping values) {
                String address = resource.get("address").stringOr("");
                Field expressions = references.expressions(plain(address));
                Field after = unknown.getOrDefault(address, resource.get("nothing"));
                boolean isWhole = created.contains(address) && expressions.isPresent();
                Node merged = merge(values, after, expressions, isWhole, modulePath(plain(address)), values.position());
                contents.add(address, type, merged instanceof Node.Mapping mapping ? mapping : values);
            }
        }
        // modules in modules are bounded by the depth that a text may have
        module.get("child_modules").items().forEach(child -> module(child, contents));
    }

    /** An address without the indexes of count and for_each. */
    static String plain(String address) {
        return AzureKeys.withoutIndexes(address);
    }

    /** The modules of an address, with the dot behind them; empty for the root. */
    static String modulePath(String address) {
        String[] parts = address.split("\\.");
        var path = new StringBuilder();
        for (int i = 0; i + 1 < parts.length && parts[i].equals("module"); i += 2) {
            path.append("module.").append(parts[i + 1]).append('.');
        }
        return path.toString();
    }

    /**
     * @param isWhole whether the expression is all of the configuration, so that what it does not have is left out
     */
    private Node merge(Node value, Field after, Field expression, boolean isWhole, String module, Position at) {
        if (after.isTrue()) {
            return unresolved(expression, module, at);
        }
        if (after.node() instanceof Node.Mapping && value instanceof Node.Mapping mapping) {
            var entries = new ArrayList<Node.Entry>();
            Map<String, Field> flags = byKey(after);
            Map<String, Field> expressions = byKey(block(expression));
            Field nothing = root.get("nothing");
            for (Node.Entry entry : mapping.entries()) {
                Field inner = flags.remove(entry.key());
                entries.add(
                        inner != null
                                ? new Node.Entry(
                                        entry.key(),
                                        entry.keyPosition(),
                                        merge(
                                                entry.value(),
                                                inner,
                                                expressions.getOrDefault(entry.key(), nothing),
                                                isWhole,
                                                module,
                                                entry.value().position()))
                                : entry);
            }
            for (Field inner : flags.values()) {
                if (inner.isTrue()) {
                    boolean isLeftOut = isWhole && !expressions.containsKey(inner.key());
                    entries.add(new Node.Entry(
                            inner.key(),
                            mapping.position(),
                            isLeftOut
                                    ? new Node.Scalar(Unresolved.leftOut(mapping.position()), mapping.position())
                                    : unresolved(
                                            expressions.getOrDefault(inner.key(), nothing),
                                            module,
                                            mapping.position())));
                }
            }
            return new Node.Mapping(entries, mapping.position());
        }
        if (after.node() instanceof Node.Sequence && value instanceof Node.Sequence list) {
            List<Field> flags = after.items();
            List<Field> blocks = expression.items();
            // those that are generated are not among the blocks: which is which is known where there are none
            boolean areBlocks = isWhole && blocks.size() == list.items().size();
            var items = new ArrayList<Node>();
            for (int i = 0; i < list.items().size(); i++) {
                Node item = list.items().get(i);
                Field inner = i < blocks.size() ? blocks.get(i) : expression;
                items.add(
                        i < flags.size() ? merge(item, flags.get(i), inner, areBlocks, module, item.position()) : item);
            }
            return new Node.Sequence(items, list.position());
        }
        return value;
    }

    /** A look-up that is as fast in an object with a million keys. */
    private static Map<String, Field> byKey(Field mapping) {
        var fields = new LinkedHashMap<String, Field>();
        mapping.fields().forEach(field -> fields.put(field.key(), field));
        return fields;
    }

    private static Field block(Field expression) {
        List<Field> items = expression.items();
        return items.isEmpty() ? expression : items.get(0);
    }

    private Node unresolved(Field expression, String module, Position at) {
        String reference = firstReference(expression);
        if (reference == null) {
            return new Node.Scalar(new Unresolved("(known after apply)", "⟨known after apply at " + at + "⟩"), at);
        }
        return new Node.Scalar(new Unresolved(reference, "⟨" + plain(references.resolve(reference, module)) + "⟩"), at);
    }

    static @Nullable String firstReference(Field expression) {
        List<String> names = expression.get("references").strings();
        return names.isEmpty() ? null : names.get(0);
    }
}
