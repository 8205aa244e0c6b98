package io.github.akspolicy.template.print;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoComplex;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints values as Go's {@code fmt} does with its verbs. */
public final class Printer {
    private static final String NO_VALUE = "<no value>";
    private static final String NIL = "<nil>";
    private static final String COMPLEX_VERBS = "vbgGxXfFeE";

    private Printer() {}

    /** What an action writes of its value. */
    public static Text text(Value value) {
        return value.isNil() ? Text.of(NO_VALUE, mark(value)) : plain(value);
    }

    /** What an action writes of a field or a variable, whose methods Go finds. */
    public static Text written(Value value) {
        return value.data() instanceof GoStruct struct ? Text.of(struct.written(), mark(value)) : text(value);
    }

    /** What {@code %v} prints, with the sources of the value. */
    public static Text plain(Value value) {
        return value.data() instanceof Text text ? text : Text.of(bytes(value), mark(value));
    }

    private static Mark mark(Value value) {
        return new Mark(deepSources(value), null);
    }

    /** The sources of a value and of all that is in it; a map may be in itself. */
    public static Sources deepSources(Value value) {
        boolean holds =
                value.data() instanceof GoMap || value.data() instanceof GoSlice || value.data() instanceof GoStruct;
        return holds ? deepSources(value, Collections.newSetFromMap(new IdentityHashMap<>())) : value.sources();
    }

    private static Sources deepSources(Value value, Set<GoMap> seen) {
        Sources all = value.sources();
        if (value.data() instanceof GoMap map && seen.add(map)) {
            for (Value each : map.values()) {
                all = all.and(deepSources(each, seen));
            }
        } else if (value.data() instanceof GoSlice slice) {
            if (slice.type().element() == GoType.UINT8) {
                return all.and(slice.asText().sources());
            }
            for (Value each : slice.elements()) {
                all = all.and(deepSources(each, seen));
            }
        } else if (value.data() instanceof GoStruct struct) {
            for (Value each : struct.jsonFields().values()) {
                all = all.and(deepSources(each, seen));
            }
        }
        return all;
    }

    /** What {@code %v} prints, as bytes. */
    public static String bytes(Value value) {
        return verb(value, 'v', new Flags());
    }

    /** What a verb without flags prints of a value. */
    public static String verb(Value value, char verb) {
        return verb(value, verb, new Flags());
    }

    /** What a verb prints of a value. */
    static String verb(Value value, int verb, Flags flags) {
        Object data = value.data();
        if (data == null) {
            return verb == 'v' ? flags.pad(NIL) : verb == 'T' ? flags.pad(NIL) : bad(value, verb, flags);
        }
        if (verb == 'T') {
            return new TextVerbs(flags).text(typeName(value));
        }
        if (data instanceof Text text) {
            return new TextVerbs(flags).verb(text.bytes(), verb).orElseGet(() -> bad(value, verb, flags));
        }
        if (data instanceof Boolean) {
            return verb == 'v' || verb == 't' ? flags.pad(data.toString()) : bad(value, verb, flags);
        }
        if (data instanceof GoInteger integer) {
            return new NumberVerbs(flags).integer(integer, verb).orElseGet(() -> bad(value, verb, flags));
        }
        if (data instanceof Double number) {
            return new NumberVerbs(flags).floating(number, verb).orElseGet(() -> bad(value, verb, flags));
        }
        if (data instanceof GoComplex complex) {
            return COMPLEX_VERBS.indexOf(verb) < 0 ? bad(value, verb, flags) : complex(complex, verb, flags);
        }
        if (data instanceof GoMap map) {
            return map(map, verb, flags);
        }
        if (data instanceof GoSlice slice) {
            return slice(slice, verb, flags);
        }
        return struct(value, (GoStruct) data, verb, flags);
    }

    /** As what it prints of itself if the verb takes strings, else field by field. */
    private static String struct(Value value, GoStruct struct, int verb, Flags flags) {
        Map<String, Value> fields = struct.declaredFields();
        Optional<String> text =
                flags.sharpV && !fields.isEmpty() ? Optional.empty() : new TextVerbs(flags).verb(struct.print(), verb);
        if (text.isPresent() || fields.isEmpty()) {
            return text.orElseGet(() -> bad(value, verb, flags));
        }
        String type = struct.type().name();
        boolean isPointer = type.startsWith("*");
        String before = (isPointer ? "&" : "") + (flags.sharpV ? type.substring(isPointer ? 1 : 0) : "");
        return fields.entrySet().stream()
                .map(field -> (flags.sharpV ? field.getKey() + ":" : "") + verb(field.getValue(), verb, flags))
                .collect(Collectors.joining(flags.sharpV ? ", " : " ", before + "{", "}"));
    }

    private static String typeName(Value value) {
        GoType type = value.type();
        return type == null ? NIL : type.name();
    }

    /** What stands for a verb that does not fit the value. */
    private static String bad(Value value, int verb, Flags flags) {
        String shown = Bytes.of(Character.toString(verb));
        return value.isNil()
                ? "%!" + shown + "(" + NIL + ")"
                : "%!" + shown + "(" + typeName(value) + "=" + verb(value, 'v', flags) + ")";
    }

    private static String complex(GoComplex complex, int verb, Flags flags) {
        int used = verb == 'v' ? 'g' : verb;
        String real = new NumberVerbs(flags).floating(complex.real(), used).orElse("");
        boolean plus = flags.plus;
        flags.plus = true;
        String imaginary =
                new NumberVerbs(flags).floating(complex.imaginary(), used).orElse("");
        flags.plus = plus;
        return "(" + real + imaginary + "i)";
    }

    private static String map(GoMap map, int verb, Flags flags) {
        if (flags.sharpV) {
            if (map.isNil()) {
                return map.type().name() + "(nil)";
            }
            return map.type().name() + "{" + entries(map, verb, flags, ", ") + "}";
        }
        return "map[" + entries(map, verb, flags, " ") + "]";
    }

    private static String entries(GoMap map, int verb, Flags flags, String separator) {
        var out = new StringBuilder();
        for (Map.Entry<String, Value> entry : map.sorted().entrySet()) {
            if (out.length() > 0) {
                out.append(separator);
            }
            out.append(verb(Value.of(entry.getKey()), verb, flags))
                    .append(':')
                    .append(element(entry.getValue(), map.type(), verb, flags));
        }
        return out.toString();
    }

    private static String element(Value value, GoType container, int verb, Flags flags) {
        if (value.isNil() && container.boxesElements()) {
            return flags.sharpV ? "interface {}(nil)" : NIL;
        }
        return verb(value, verb, flags);
    }

    /** Bytes as numbers: files of a chart are printed so wherever all that a template sees is. */
    private static String numbers(String bytes) {
        var out = new StringBuilder("[");
        for (int i = 0; i < bytes.length(); i++) {
            if (i > 0) {
                out.append(' ');
            }
            out.append((int) bytes.charAt(i));
        }
        return out.append(']').toString();
    }

    private static String slice(GoSlice slice, int verb, Flags flags) {
        GoType element = slice.type().element();
        if (element == GoType.UINT8 && (verb == 's' || verb == 'q' || verb == 'x' || verb == 'X')) {
            return new TextVerbs(flags).verb(slice.asText().bytes(), verb).orElse("");
        }
        List<Value> elements = slice.elements();
        if (element == GoType.UINT8 && verb == 'v' && flags.isPlain()) {
            return numbers(slice.asText().bytes());
        }
        if (flags.sharpV && slice.isNil()) {
            return slice.type().name() + "(nil)";
        }
        String type = element == GoType.UINT8 ? "[]byte" : slice.type().name();
        var out = new StringBuilder(flags.sharpV ? type + "{" : "[");
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(flags.sharpV ? ", " : " ");
            }
            out.append(element(elements.get(i), slice.type(), verb, flags));
        }
        return out.append(flags.sharpV ? '}' : ']').toString();
    }
}
