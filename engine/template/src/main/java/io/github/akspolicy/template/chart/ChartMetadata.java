package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code .Chart}: what Chart.yaml says, with the names of Helm's struct. */
record ChartMetadata(ChartNode chart) {
    /** The fields of Helm's struct, in their order. */
    private static final List<String> ORDER = List.of(
            ("Name Home Sources Version Description Keywords Maintainers Icon APIVersion Condition Tags AppVersion"
                            + " Deprecated Annotations KubeVersion Dependencies Type")
                    .split(" "));

    /** Fields whose names in Chart.yaml are not simply in lower case. */
    private static final Map<String, String> NAMES = Map.of(
            "APIVersion",
            "apiVersion",
            "AppVersion",
            "appVersion",
            "KubeVersion",
            "kubeVersion",
            "ImportValues",
            "import-values");

    private static final GoType TYPE = GoType.named("struct { chart.Metadata; IsRoot bool }", GoType.Kind.STRUCT);
    private static final GoType MAINTAINERS = GoType.sliceOf(GoType.named("*chart.Maintainer", GoType.Kind.PTR));
    private static final GoType DEPENDENCIES = GoType.sliceOf(GoType.named("*chart.Dependency", GoType.Kind.PTR));

    /** Helm 3's struct: a field that it does not have is an error. */
    static Value struct(ChartNode chart, boolean isRoot) {
        var metadata = new ChartMetadata(chart);
        var plain = new HashMap<String, GoStruct.Member>();
        for (String name : List.of("Name", "Version", "AppVersion")) {
            plain.put(name, new GoStruct.Member.Field(metadata.field(name)));
        }
        return Value.of(new WatchedStruct(TYPE, plain, () -> metadata.whole(isRoot)), Sources.NONE);
    }

    private HelmStruct whole(boolean isRoot) {
        var builder = new HelmStruct.Builder(TYPE.name(), GoType.Kind.STRUCT);
        for (String name : ORDER) {
            builder.optional(name, jsonName(name), field(name));
        }
        builder.field("IsRoot", "IsRoot", Value.of(isRoot));
        return builder.build(print(isRoot));
    }

    /** Helm 4's map: a field that it does not have is missing. */
    static Value map(ChartNode chart, boolean isRoot) {
        ChartMetadata metadata = new ChartMetadata(chart);
        GoMap map = GoMap.empty();
        for (String name : ORDER) {
            map.put(name, untyped(metadata.field(name)));
        }
        map.put("IsRoot", Value.of(isRoot));
        return Value.of(map, Sources.NONE);
    }

    /** Lists of anything, and structs in them as maps. */
    private static Value untyped(Value value) {
        if (value.data() instanceof GoSlice slice) {
            List<Value> elements =
                    slice.elements().stream().map(ChartMetadata::untyped).toList();
            return Value.of(GoSlice.of(elements), value.sources());
        }
        if (value.data() instanceof GoStruct struct) {
            GoMap map = GoMap.empty();
            struct.declaredFields().forEach((name, field) -> map.put(name, untyped(field)));
            return Value.of(map, value.sources());
        }
        return value;
    }

    private static String jsonName(String name) {
        return NAMES.getOrDefault(name, name.toLowerCase(Locale.ROOT));
    }

    private Value field(String name) {
        String key = jsonName(name);
        if (name.equals("Name")) {
            return Value.of(chart.name());
        }
        @Nullable Value value = chart.metadata().get(key);
        return switch (name) {
            case "Deprecated" -> Value.of(value != null && value.isTrue());
            case "Annotations" -> Value.of(annotations(value), Sources.NONE);
            case "Maintainers" -> Value.of(structs(value, MAINTAINERS, List.of("Name", "Email", "URL")), Sources.NONE);
            case "Dependencies" ->
                Value.of(
                        structs(
                                value,
                                DEPENDENCIES,
                                List.of(
                                        "Name",
                                        "Version",
                                        "Repository",
                                        "Condition",
                                        "Tags",
                                        "Enabled",
                                        "ImportValues",
                                        "Alias")),
                        Sources.NONE);
            case "Sources", "Keywords" -> Value.of(texts(value), Sources.NONE);
            default -> Value.of(Objects.requireNonNullElse(chart.text(key), ""));
        };
    }

    private static GoSlice texts(@Nullable Value value) {
        if (value == null || !(value.data() instanceof GoSlice slice)) {
            return GoSlice.nil(GoType.STRINGS);
        }
        return GoSlice.of(GoType.STRINGS, slice.elements());
    }

    private static GoSlice anything(@Nullable Value value) {
        return value != null && value.data() instanceof GoSlice slice && slice.size() > 0
                ? slice
                : GoSlice.nil(GoType.SLICE);
    }

    private static GoMap annotations(@Nullable Value value) {
        if (value == null || !(value.data() instanceof GoMap map)) {
            return GoMap.nil(GoType.STRING_MAP);
        }
        return map.as(GoType.STRING_MAP);
    }

    private static GoSlice structs(@Nullable Value value, GoType type, List<String> fields) {
        if (value == null || !(value.data() instanceof GoSlice slice)) {
            return GoSlice.nil(type);
        }
        var all = new ArrayList<Value>();
        for (Value element : slice.elements()) {
            if (element.data() instanceof GoMap map) {
                all.add(struct(map, type, fields));
            }
        }
        return GoSlice.of(type, all);
    }

    private static Value struct(GoMap map, GoType type, List<String> fields) {
        GoType element = Objects.requireNonNull(type.element());
        var builder = new HelmStruct.Builder(element.name(), element.kind());
        for (String field : fields) {
            String key = jsonName(field);
            Value value = map.get(key);
            Value shown = switch (field) {
                case "Tags" -> Value.of(texts(value), Sources.NONE);
                case "Enabled" -> Value.of(value != null && value.isTrue());
                case "ImportValues" -> Value.of(anything(value), Sources.NONE);
                default -> value != null && value.data() instanceof Text ? value : Value.of("");
            };
            if (field.equals("Name") || field.equals("Repository")) {
                builder.field(field, key, shown);
            } else {
                builder.optional(field, key, shown);
            }
        }
        return Value.of(builder.build("0x0"), Sources.NONE);
    }

    /** The struct as {@code %v} prints it; pointers in it are not the same in any two runs of Helm. */
    private String print(boolean isRoot) {
        String fields = ORDER.stream().map(name -> Printer.bytes(field(name))).collect(Collectors.joining(" "));
        return "{{" + fields + "} " + isRoot + "}";
    }
}
