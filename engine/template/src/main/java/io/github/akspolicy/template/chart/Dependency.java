package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entry of {@code dependencies}, while Helm decides which charts are on: {@code chartutil} changes it. */
final class Dependency {
    private final GoMap entry;
    private String name;
    private boolean isOn = true;
    private List<Import> imports;
    private boolean isTaken;

    private Dependency(GoMap entry) {
        this.entry = entry;
        this.name = text(entry, "name");
        this.imports = list(entry, "import-values").stream().map(Import::of).toList();
    }

    /** A table that a chart exports, and where the chart around it has it. */
    record Import(String child, String parent) {
        static Import of(Value value) {
            GoMap pair = Tables.map(value);
            return pair == null
                    ? new Import("exports." + plain(value), ".")
                    : new Import(plain(pair.get("child")), plain(pair.get("parent")));
        }
    }

    /** Those of a chart, by what it says of itself. */
    static List<Dependency> of(GoMap metadata) {
        return list(metadata, "dependencies").stream()
                .map(Tables::map)
                .filter(Objects::nonNull)
                .map(Dependency::new)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What the chart is called: its alias once it was {@link #rename named} so. */
    String name() {
        return name;
    }

    String alias() {
        return text(entry, "alias");
    }

    String version() {
        return text(entry, "version");
    }

    /** @param alias empty for none */
    void rename(String alias) {
        name = alias.isEmpty() ? name : alias;
    }

    boolean isOn() {
        return isOn;
    }

    void switchOn() {
        isOn = true;
    }

    /** Whether values decide about it. */
    boolean mayBeOff() {
        return entry.has("tags") || !text(entry, "condition").isEmpty();
    }

    /**
     * Whether the chart is on: tags say so, unless a condition does.
     *
     * @param path the prefix of conditions in the values
     */
    void decide(GoMap values, String path) {
        GoMap tags = Tables.map(values.get("tags"));
        if (tags != null) {
            byTags(tags);
        }
        String conditions = Bytes.of(Bytes.text(text(entry, "condition")).strip());
        for (String condition : conditions.split(",", -1)) {
            Value value = condition.isEmpty()
                    ? null
                    : Tables.scalar(values, path + condition).orElse(null);
            if (value != null && value.data() instanceof Boolean on) {
                isOn = on;
                break;
            }
        }
    }

    private void byTags(GoMap tags) {
        Set<Object> found = new HashSet<>();
        for (Value tag : list(entry, "tags")) {
            Value set = tag.data() instanceof Text text ? tags.get(text.bytes()) : null;
            if (set != null && set.data() instanceof Boolean on) {
                found.add(on);
            }
        }
        isOn = found.contains(true) || !found.contains(false);
    }

    /** What is imported: Helm writes it down in a form that it does not read again for another use of the chart. */
    List<Import> take() {
        imports = isTaken ? List.of() : imports;
        isTaken = true;
        return imports;
    }

    /** The entry as Helm leaves it. */
    Value left() {
        GoMap left = entry.copy();
        left.put("name", Value.of(name));
        left.put("alias", Value.of(alias()));
        left.put("enabled", Value.of(true));
        var pairs = new ArrayList<Value>();
        for (Import each : imports) {
            GoMap pair = GoMap.of(GoType.STRING_MAP);
            pair.put("child", Value.of(each.child()));
            pair.put("parent", Value.of(each.parent()));
            pairs.add(Value.of(pair, Sources.NONE));
        }
        left.put("import-values", Value.of(GoSlice.of(pairs), Sources.NONE));
        return Value.of(left, Sources.NONE);
    }

    /** A text in what a chart says of itself; empty where there is none. */
    static String text(GoMap map, String key) {
        Value value = map.get(key);
        if (value == null || value.isNil() || value.data() instanceof GoMap || value.data() instanceof GoSlice) {
            return "";
        }
        // off is false in YAML, and Helm takes the word for a text
        return plain(value);
    }

    private static String plain(@Nullable Value value) {
        return Printer.bytes(value == null ? Value.NONE : value);
    }

    private static List<Value> list(GoMap map, String key) {
        Value value = map.get(key);
        return value != null && value.data() instanceof GoSlice slice ? slice.elements() : List.of();
    }
}
