package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a root module comes to, a line for each attribute: {@code ADDRESS.PATH = VALUE @FILE:LINE:COLUMN}, where {@code ?} stands
 * before why a value is not known and {@code ⟨⟩} around what it is then; {@code !} before problems, {@code #} before modules that are
 * not read.
 */
final class Described {
    private final RootModule module;
    private final List<String> lines = new ArrayList<>();

    private Described(RootModule module) {
        this.module = module;
    }

    static String all(RootModule module) {
        var described = new Described(module);
        for (Instance instance : module.instances()) {
            described.instance(instance.address(), instance.attributes(), instance.number());
        }
        for (NotRead unread : module.notRead()) {
            described.lines.add("# " + unread.address() + ": " + unread.reason() + described.at(unread.at()));
            described.instance(unread.address(), unread.arguments(), unread.number());
        }
        for (Fault problem : module.problems()) {
            described.lines.add("! " + module.texts().locate(problem.at()) + " " + problem.message());
        }
        return String.join("\n", described.lines);
    }

    private void instance(String address, Value.Mapping attributes, Value.Unknown number) {
        if (number != null) {
            lines.add(address + " = ? " + number.reason() + at(number.at()));
        } else if (attributes.entries().isEmpty()) {
            lines.add(address);
        }
        block(address + ".", attributes);
    }

    private void block(String path, Value.Mapping block) {
        block.entries().forEach((name, entry) -> {
            Value value = entry.value();
            boolean areBlocks = value instanceof Value.Sequence list
                    && list.items().stream()
                            .anyMatch(item -> item instanceof Value.Mapping inner && inner.rest() != null);
            if (!areBlocks) {
                lines.add(path + name + " = " + shown(value) + at(value.at()));
                return;
            }
            List<Value> items = ((Value.Sequence) value).items();
            for (int i = 0; i < items.size(); i++) {
                String inner = path + name + "[" + i + "]";
                if (items.get(i) instanceof Value.Mapping nested) {
                    block(inner + ".", nested);
                } else {
                    lines.add(inner + " = " + shown(items.get(i))
                            + at(items.get(i).at()));
                }
            }
        });
    }

    private String at(Position position) {
        return " @" + module.texts().locate(position);
    }

    private static String shown(Value value) {
        if (value instanceof Value.Unknown unknown) {
            return "? " + unknown.reason() + " " + unknown.partial().replace("\n", "\\n");
        }
        if (value instanceof Value.Text text) {
            return '"'
                    + text.value()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r")
                    + '"';
        }
        if (value instanceof Value.Number number) {
            return number.value().stripTrailingZeros().toPlainString();
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof Value.Sequence list) {
            String items = list.items().stream().map(Described::shown).collect(Collectors.joining(", ", "[", "]"));
            return list.kind() == Value.Items.TUPLE
                    ? items
                    : list.kind().name().toLowerCase(java.util.Locale.ROOT) + items;
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + shown(entry.getValue().value()))
                    .collect(Collectors.joining(", ", mapping.kind() == Value.Entries.MAP ? "map{" : "{", "}"));
        }
        return "null";
    }
}
