package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function of the table: the sources of its arguments are in its result. */
class SourcesOfFunctionsTest {
    /** Arguments that a function can work with, where "text" or 2 will not do. */
    private static final Map<String, List<Object>> SAMPLES = Map.ofEntries(
            Map.entry("div", List.of(4, 2)),
            Map.entry("mod", List.of(4, 2)),
            Map.entry("divf", List.of(4, 2)),
            Map.entry("replace", List.of("x", "y", "text")),
            Map.entry("regexReplaceAll", List.of("x", "text", "y")),
            Map.entry("regexReplaceAllLiteral", List.of("x", "text", "y")),
            Map.entry("join", List.of(",", List.of("a", "b"))),
            Map.entry("has", List.of("a", List.of("a", "b"))),
            Map.entry("chunk", List.of(1, List.of("a", "b"))),
            Map.entry("substr", List.of(1, 3, "text")),
            Map.entry("semver", List.of("1.2.3")),
            Map.entry("semverCompare", List.of(">1", "1.2.3")),
            Map.entry("mustToDate", List.of("2006", "2020")),
            Map.entry("mustDateModify", List.of("1h", GoTime.ZERO)),
            Map.entry("must_date_modify", List.of("1h", GoTime.ZERO)),
            Map.entry("randInt", List.of(1, 9)),
            Map.entry("derivePassword", List.of(1, "pin", "secret", "user", "site")),
            Map.entry("decryptAES", List.of("k", encrypted())),
            Map.entry("genCAWithKey", List.of("cn", 1, key())),
            Map.entry("genSelfSignedCertWithKey", List.of("cn", addresses(), hosts(), 1, key())),
            Map.entry("genSelfSignedCert", List.of("cn", addresses(), hosts(), 1)),
            Map.entry("buildCustomCert", List.of(base64(certificate()), base64(key()))),
            Map.entry("mustFromJson", List.of("{\"a\": \"text\"}")),
            Map.entry("fromJson", List.of("{\"a\": \"text\"}")),
            Map.entry("fromYaml", List.of("a: text")),
            Map.entry("fromToml", List.of("a = \"text\"")),
            Map.entry("index", List.of("text", 1)),
            Map.entry("merge", List.of(map("a", "x"), map("b", "y"))),
            Map.entry("pick", List.of(map("a", "x"), "a")),
            Map.entry("get", List.of(map("a", "x"), "a")));

    /** Functions whose first argument is a list. */
    private static final Set<String> LISTS = Set.of(
            "append",
            "push",
            "prepend",
            "first",
            "last",
            "rest",
            "initial",
            "reverse",
            "compact",
            "uniq",
            "without",
            "concat",
            "sortAlpha",
            "toStrings");

    /** What a function does not look at, or does not choose: it has no part in the result. */
    private static final Map<String, Set<Integer>> UNUSED = Map.ofEntries(
            Map.entry("default", Set.of(0)),
            Map.entry("coalesce", Set.of(1)),
            Map.entry("ternary", Set.of(1)),
            Map.entry("plural", Set.of(0)),
            Map.entry("or", Set.of(1)),
            Map.entry("and", Set.of(1)));

    /** Functions that want a list, a function or further objects: they have tests of their own. */
    private static final Set<String> OTHERS = Set.of(
            "call", "dig", "genSignedCert", "genSignedCertWithKey", "le", "lt", "ge", "gt", "slice", "mustSlice");

    private static final Caller CALLER = new Caller() {
        @Override
        public Dialect dialect() {
            return Dialect.HELM_4;
        }

        @Override
        public Assumptions assumptions() {
            return Assumptions.OFFLINE;
        }

        @Override
        public Site site() {
            throw new AssertionError("no function needs the place of its call");
        }

        @Override
        public void read(GoMap map, String key) {
            assertThat(key).isNotNull();
        }

        @Override
        public void change(GoMap map) {
            assertThat(map).isNotNull();
        }

        @Override
        public void reserve(long size) {
            assertThat(size).isBetween(0L, 64L << 20);
        }
    };

    private static Map<String, Function> table() {
        return new TreeMap<>(Functions.table(Dialect.HELM_4).functions());
    }

    private static Map<String, String> map(String key, String value) {
        return Map.of(key, value);
    }

    private static List<String> addresses() {
        return List.of("10.0.0.1");
    }

    private static List<String> hosts() {
        return List.of("a.b");
    }

    private static String key() {
        return Pem.standIn("RSA PRIVATE KEY", 1_000);
    }

    private static String certificate() {
        return Pem.standIn("CERTIFICATE", 1_000);
    }

    private static String base64(String text) {
        return BaseEncoding.BASE64.encode(text);
    }

    private static String encrypted() {
        try {
            Value both = table().get("encryptAES")
                    .body()
                    .call(new Arguments(List.of(Value.of("k"), Value.of("x")), () -> "", CALLER));
            return ((Text) both.data()).bytes();
        } catch (FunctionException failed) {
            throw new AssertionError(failed);
        }
    }

    static Stream<String> functions() {
        return table().keySet().stream().filter(name -> !OTHERS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void keepsTheSourcesOfItsArguments(String name) throws FunctionException {
        Function function = table().get(name);
        var types = new ArrayList<>(function.fixed());
        if (function.rest() != null) {
            types.add(function.rest());
            if (types.size() < 2) {
                types.add(function.rest());
            }
        }
        // the functions with "must" in their names take the same as those without
        String plain = name.startsWith("must") ? Character.toLowerCase(name.charAt(4)) + name.substring(5) : name;
        List<Object> samples = SAMPLES.getOrDefault(name, SAMPLES.get(plain));
        if (samples == null && LISTS.contains(plain)) {
            samples = List.of(List.of("a", "b"), plain.equals("concat") ? List.of("c") : "c");
        }
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object sample = samples != null && i < samples.size() ? samples.get(i) : null;
            arguments.add(argument(types.get(i), sample, "arg" + i));
        }
        Value result = function.body().call(new Arguments(arguments, () -> "", CALLER));
        Sources kept = Printer.deepSources(result);
        for (int i = 0; i < arguments.size(); i++) {
            if (!UNUSED.getOrDefault(name, Set.of()).contains(i)) {
                assertThat(kept.all())
                        .as("%s of %s gave %s", name, arguments, result)
                        .containsAll(Printer.deepSources(arguments.get(i)).all());
            }
        }
    }

    private static Value argument(GoType type, Object sample, String source) {
        Sources sources = Calls.source(source);
        if (sample instanceof GoTime time) {
            return Value.of(time, sources);
        }
        if (sample instanceof Map<?, ?> entries) {
            GoMap map = GoMap.empty();
            entries.forEach((key, value) -> map.put(key.toString(), Value.of(Text.of(value.toString()), sources)));
            return Value.of(map, sources);
        }
        if (sample instanceof List<?> elements) {
            return Value.of(
                    GoSlice.of(elements.stream()
                            .map(each -> Value.of(each.toString()))
                            .toList()),
                    sources);
        }
        return switch (type.kind()) {
            case INT, INT64, UINT32 ->
                Value.of(new GoInteger(sample instanceof Integer number ? number : 2, type), sources);
            case BOOL -> Value.of(true, sources);
            case FLOAT64 -> Value.of(0.5, sources);
            case MAP -> Value.of(GoMap.empty(), sources);
            case SLICE -> Value.of(GoSlice.of(List.of()), sources);
            case STRING -> Value.of(Text.of(sample == null ? "text" : sample.toString()), sources);
            default -> any(type, sample, sources);
        };
    }

    private static Value any(GoType type, Object sample, Sources sources) {
        if (type == GoType.TIME) {
            return Value.of(GoTime.ZERO, sources);
        }
        return sample instanceof Integer number
                ? Value.of(GoInteger.of(number), sources)
                : Value.of(Text.of("text"), sources);
    }
}
