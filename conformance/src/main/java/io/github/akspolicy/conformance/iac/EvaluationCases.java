package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.module.Fault;
import io.github.akspolicy.cluster.module.Instance;
import io.github.akspolicy.cluster.module.NotRead;
import io.github.akspolicy.cluster.module.RootModule;
import io.github.akspolicy.cluster.module.Texts;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Small configurations with what their attributes come to, and where. */
final class EvaluationCases {
    private static final String SET = "evaluation";

    private final Field labelled;
    private final Path root;
    private final Workspace workspace;
    private final RootModule module;

    private EvaluationCases(Path folder, Field labelled) {
        this.labelled = labelled;
        Path files = folder.resolve("terraform/evaluation");
        this.root = files.resolve(labelled.get("root").stringOr(""));
        this.workspace =
                Workspace.of(files.resolve("files").resolve(labelled.get("id").stringOr("")));
        List<Path> varFiles =
                labelled.get("varFiles").strings().stream().map(root::resolve).toList();
        this.module =
                RootModule.read(root, varFiles, labelled.get("workspace").string(), workspace, ReadLimits.DEFAULT);
    }

    /** @param folder what holds {@code terraform/evaluation/cases.jsonl} */
    static List<Row> rows(Path folder) throws IOException {
        var rows = new ArrayList<Row>();
        for (Field line : CaseLines.all(folder.resolve("terraform/evaluation/cases.jsonl"))) {
            var cases = new EvaluationCases(folder, line);
            int index = 0;
            for (Field expectation : line.get("expect").items()) {
                rows.add(cases.row(expectation, line.get("id").stringOr("") + "#" + index));
                index++;
            }
        }
        return rows;
    }

    /** What we say, and where. */
    private record Said(Map<String, @Nullable Object> actual, String at) {
        static Said of(String kind, @Nullable Object value, String at) {
            Map<String, @Nullable Object> actual = new LinkedHashMap<>();
            actual.put(kind, value);
            return new Said(actual, at);
        }
    }

    private Row row(Field expectation, String id) {
        Said said = said(expectation);
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        for (String kind : List.of("value", "default", "unknown", "absent", "instances", "exists", "error", "unread")) {
            if (expectation.get(kind).isWritten()) {
                expected.put(kind, plain(expectation.get(kind)));
            }
        }
        boolean agrees = agrees(expectation, expected, said);
        String at = expectation.get("at").stringOr("");
        boolean isElsewhere = !at.isEmpty() && !at.equals(said.at());
        String reason = agrees && isElsewhere ? "expected at " + at : agrees ? "" : problems();
        return new Row(SET, id, labelled.get("topic").stringOr(""), expected, said.actual(), said.at(), agrees, reason);
    }

    private String problems() {
        return String.join("; ", module.problems().stream().map(Fault::toString).toList());
    }

    private static @Nullable Object plain(Field field) {
        return field.node() == null ? null : Node.toPlain(field.node());
    }

    private boolean agrees(Field expectation, Map<String, @Nullable Object> expected, Said said) {
        if (expected.containsKey("error")) {
            // the words are not those of the language
            return said.actual().containsKey("error");
        }
        for (Field accepted : expectation.get("accept").items()) {
            if (same(plain(accepted), said.actual().get("value"))
                    && said.actual().containsKey("value")) {
                return true;
            }
        }
        if (expected.containsKey("unread")) {
            return said.actual().containsKey("unread");
        }
        if (expected.containsKey("unknown")) {
            return said.actual().containsKey("unknown");
        }
        if (expected.get("instances") instanceof Map<?, ?>) {
            return said.actual().get("instances") instanceof Map<?, ?>;
        }
        return expected.entrySet().stream()
                .allMatch(entry -> said.actual().containsKey(entry.getKey())
                        && same(entry.getValue(), said.actual().get(entry.getKey())));
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return new BigDecimal(first.toString()).compareTo(new BigDecimal(second.toString())) == 0;
        }
        if (a instanceof List<?> first && b instanceof List<?> second) {
            boolean isSame = first.size() == second.size();
            for (int i = 0; isSame && i < first.size(); i++) {
                isSame = same(first.get(i), second.get(i));
            }
            return isSame;
        }
        if (a instanceof Map<?, ?> first && b instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream().allMatch(key -> same(first.get(key), second.get(key)));
        }
        return Objects.equals(a, b);
    }

    private Said said(Field expectation) {
        if (expectation.get("error").isWritten()) {
            return error(expectation);
        }
        if (expectation.get("unread").isWritten()) {
            return unread(expectation.get("at").stringOr(""));
        }
        String address = expectation.get("resource").stringOr("");
        if (expectation.get("exists").isWritten()) {
            return Said.of("exists", instance(address) != null, "");
        }
        if (expectation.get("instances").isWritten()
                && !expectation.get("blocks").isWritten()) {
            return instances(address, expectation.get("type").stringOr(""));
        }
        Instance instance = instance(address);
        if (instance == null) {
            return Said.of("exists", false, "");
        }
        if (expectation.get("blocks").isWritten()) {
            return blocks(instance, expectation);
        }
        return attribute(instance, expectation);
    }

    private Said attribute(Instance instance, Field expectation) {
        String path = expectation.get("attribute").stringOr("");
        Value value = new ValuePath(path).follow(instance.attributes());
        boolean isLeftOut = value == null || value instanceof Value.Null;
        if (isLeftOut && expectation.get("default").isWritten()) {
            Position at = value == null ? instance.header() : value.at();
            int provider = Integer.parseInt(labelled.get("provider").stringOr("0"));
            return Said.of("default", AzurermDefault.of(instance, path, provider), at(at));
        }
        if (value == null) {
            return Said.of("absent", true, at(instance.header()));
        }
        if (value instanceof Value.Unknown unknown) {
            return Said.of("unknown", unknown.reason(), at(unknown.at()));
        }
        return Said.of("value", PlainValue.of(value), at(value.at()));
    }

    private Said blocks(Instance instance, Field expectation) {
        Value value = new ValuePath(expectation.get("blocks").stringOr("")).follow(instance.attributes());
        if (value instanceof Value.Unknown unknown) {
            return Said.of("instances", Map.of("unknown", unknown.reason()), at(unknown.at()));
        }
        if (value instanceof Value.Sequence list) {
            return Said.of("instances", list.items().size(), at(value.at()));
        }
        if (value instanceof Value.Mapping) {
            // JSON writes a block that stands once as an object
            return Said.of("instances", 1, at(value.at()));
        }
        return Said.of("instances", 0, value == null ? "" : at(value.at()));
    }

    private Said instances(String address, String type) {
        List<Instance> all = module.instances().stream()
                .filter(instance -> type.isEmpty()
                        ? instance.address().equals(address)
                                || instance.address().startsWith(address + "[")
                        : instance.type().equals(type))
                .toList();
        Value.Unknown unknown = all.isEmpty() ? null : all.get(0).number();
        return unknown == null
                ? Said.of("instances", all.size(), "")
                : Said.of("instances", Map.of("unknown", unknown.reason()), at(unknown.at()));
    }

    private @Nullable Instance instance(String address) {
        return module.instances().stream()
                .filter(instance -> instance.address().equals(address))
                .findFirst()
                .orElse(null);
    }

    /** What is not read at the place that is expected, else the first one. */
    private Said unread(String at) {
        List<Said> all = module.notRead().stream()
                .map(unread -> Said.of("unread", unread.address() + ": " + unread.reason(), at(unread)))
                .toList();
        return all.stream()
                .filter(said -> said.at().equals(at))
                .findFirst()
                .orElse(all.isEmpty() ? Said.of("exists", true, "") : all.get(0));
    }

    /** The problem on the line that is expected, else the first one. */
    private Said error(Field expectation) {
        String at = expectation.get("at").stringOr(parser());
        String line = at.substring(0, Math.max(0, at.lastIndexOf(':')));
        List<Said> problems = module.problems().stream()
                .map(fault -> Said.of("error", fault.message(), at(fault.at())))
                .toList();
        return problems.stream()
                .filter(said -> said.at().startsWith(line + ":"))
                .findFirst()
                .orElse(problems.isEmpty() ? Said.of("exists", true, "") : problems.get(0));
    }

    private String parser() {
        return labelled.get("parser").items().stream()
                .map(said -> said.stringOr(""))
                .findFirst()
                .orElse("");
    }

    private String at(NotRead unread) {
        return at(unread.at());
    }

    private String at(Position at) {
        Texts.Location location = module.texts().locate(at);
        Path file = workspace.root().resolve(location.path());
        return root.toAbsolutePath()
                        .normalize()
                        .relativize(file.toAbsolutePath().normalize()) + ":" + location.line() + ":"
                + location.column();
    }
}
