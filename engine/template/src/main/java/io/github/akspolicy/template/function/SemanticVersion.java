package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A semantic version as templates see it.
 *
 * @param pointer whether it is the result of {@code semver}; methods of one give versions that are no pointers, of which
 *     Go finds less methods
 * @param number what it is
 */
record SemanticVersion(boolean pointer, VersionNumber number) implements GoStruct {
    private static final GoType VALUE = GoType.named("semver.Version", GoType.Kind.STRUCT);
    private static final String NIL = "runtime error: invalid memory address or nil pointer dereference";

    @Override
    public GoType type() {
        return pointer ? GoType.VERSION : VALUE;
    }

    @Override
    public String print() {
        return number.toString();
    }

    @Override
    public Optional<String> marshaledText() {
        return Optional.of(print());
    }

    @Override
    public Map<String, Value> declaredFields() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("major", unsigned(number.major()));
        fields.put("minor", unsigned(number.minor()));
        fields.put("patch", unsigned(number.patch()));
        fields.put("pre", Value.of(number.prerelease()));
        fields.put("metadata", Value.of(number.metadata()));
        fields.put("original", Value.of(number.original()));
        return fields;
    }

    /** A version of which nothing is set: it has no public fields. */
    @Override
    public SemanticVersion copied() {
        return new SemanticVersion(pointer, new VersionNumber(0, 0, 0, "", "", ""));
    }

    /** A method that may fail. */
    private interface Change {
        VersionNumber of(Arguments in) throws FunctionException;
    }

    @Override
    public Map<String, Member> members() {
        var all = new HashMap<String, Member>();
        method(all, "Major", List.of(), in -> unsigned(number.major()));
        method(all, "Minor", List.of(), in -> unsigned(number.minor()));
        method(all, "Patch", List.of(), in -> unsigned(number.patch()));
        method(all, "Prerelease", List.of(), in -> Value.of(number.prerelease()));
        method(all, "Metadata", List.of(), in -> Value.of(number.metadata()));
        method(all, "String", List.of(), in -> Value.of(print()));
        method(all, "MarshalText", List.of(), in -> bytes(print()));
        method(all, "MarshalJSON", List.of(), in -> bytes('"' + print() + '"'));
        method(all, "Value", List.of(), in -> Value.of(print()).boxed());
        change(all, "IncMajor", List.of(), in -> number.incremented(0));
        change(all, "IncMinor", List.of(), in -> number.incremented(1));
        change(all, "IncPatch", List.of(), in -> number.incremented(2));
        change(all, "SetPrerelease", List.of(GoType.STRING), in -> number.withPrerelease(in.bytes(0), in.dialect()));
        change(all, "SetMetadata", List.of(GoType.STRING), in -> number.withMetadata(in.bytes(0), in.dialect()));
        if (pointer) {
            method(all, "Original", List.of(), in -> Value.of(number.original()));
            comparison(all, "Compare", compared -> compared);
            comparison(all, "Equal", compared -> compared == 0 ? 1 : 0);
            comparison(all, "LessThan", compared -> compared < 0 ? 1 : 0);
            comparison(all, "LessThanEqual", compared -> compared <= 0 ? 1 : 0);
            comparison(all, "GreaterThan", compared -> compared > 0 ? 1 : 0);
            comparison(all, "GreaterThanEqual", compared -> compared >= 0 ? 1 : 0);
        }
        return all;
    }

    private static void method(Map<String, Member> all, String name, List<GoType> types, Function.Body body) {
        all.put(name, new Member.Method(Function.of(name, types, body)));
    }

    private static void change(Map<String, Member> all, String name, List<GoType> types, Change change) {
        method(all, name, types, in -> Value.of(new SemanticVersion(false, change.of(in)), in.sources()));
    }

    private void comparison(Map<String, Member> all, String name, ToIntFunction<Integer> answer) {
        method(all, name, List.of(GoType.VERSION), in -> {
            if (!(in.get(0).data() instanceof SemanticVersion other)) {
                if (name.equals("Equal")) {
                    return Value.of(false, in.sources());
                }
                throw new FunctionException(NIL);
            }
            int result = answer.applyAsInt(number.compareTo(other.number));
            return name.equals("Compare")
                    ? Value.of(GoInteger.of(result), in.sources())
                    : Value.of(result == 1, in.sources());
        });
    }

    private static Value unsigned(long number) {
        return Value.of(new GoInteger(number, GoType.UINT64), Sources.NONE);
    }

    private static Value bytes(String text) {
        return Value.of(GoSlice.bytes(Text.of(text)), Sources.NONE);
    }

    /** Adds the functions that make and compare versions. */
    static void addTo(FunctionTable table) {
        table.add(
                        "semver",
                        List.of(GoType.STRING),
                        in -> Value.of(
                                new SemanticVersion(true, VersionNumber.read(in.bytes(0), in.dialect())), in.sources()))
                .add("semverCompare", List.of(GoType.STRING, GoType.STRING), in -> {
                    Dialect dialect = in.dialect();
                    var constraint = new VersionConstraint(in.bytes(0), dialect);
                    VersionNumber version = VersionNumber.read(in.bytes(1), dialect);
                    return Value.of(constraint.allows(version), in.sources());
                });
    }
}
