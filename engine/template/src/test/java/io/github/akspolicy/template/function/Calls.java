package io.github.akspolicy.template.function;

import io.github.akspolicy.template.exec.Environment;
import io.github.akspolicy.template.exec.Execution;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.exec.TemplateSet;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Executes templates with all functions, over values whose source is their key. */
final class Calls {
    private final Map<String, Value> data = new LinkedHashMap<>();

    static Calls with(String key, Object value) {
        return new Calls().and(key, value);
    }

    Calls and(String key, Object value) {
        Object held = value instanceof String text ? Text.of(Bytes.of(text)) : value;
        data.put(key, Value.of(held, source(key)));
        return this;
    }

    static Sources source(String key) {
        return Sources.of(new Source.Setting(key));
    }

    /** What a template writes, or the message of its error. */
    static String of(String template) {
        return new Calls().write(template);
    }

    static String helm4(String template) {
        return new Calls().write(template, Dialect.HELM_4);
    }

    String write(String template) {
        return write(template, Dialect.HELM_3);
    }

    private String write(String template, Dialect dialect) {
        try {
            return execute(template, dialect).toString();
        } catch (ExecutionException failed) {
            String message = Bytes.text(String.valueOf(failed.getMessage()));
            return message.substring(message.indexOf(">: ") + 3).replaceFirst("^error calling \\w+: ", "");
        }
    }

    private Text execute(String template, Dialect dialect) throws ExecutionException {
        var set = new TemplateSet(Functions.table(dialect).functions());
        try {
            set.add(new TemplateText("t", Bytes.of(template)));
        } catch (ParseException refused) {
            throw new AssertionError(refused);
        }
        GoMap dot = GoMap.at(GoType.MAP, "");
        data.forEach(dot::put);
        return Execution.run(set, new Environment(dialect, Observer.NONE), "t", Value.of(dot, Sources.NONE));
    }

    /** What a template writes, each piece with the keys that it came from: {@code al[name]}. */
    String traced(String template) {
        try {
            Text text = execute(template, Dialect.HELM_3);
            var out = new StringBuilder();
            int from = 0;
            String open = "";
            for (Text.Piece piece : text.pieces()) {
                String keys = keys(piece.mark().sources());
                if (!keys.equals(open)) {
                    out.append(open.isEmpty() ? "" : "[" + open + "]");
                }
                out.append(Bytes.text(text.bytes().substring(from, piece.end())));
                open = keys;
                from = piece.end();
            }
            return out.append(open.isEmpty() ? "" : "[" + open + "]").toString();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    static String keys(Sources sources) {
        return sources.all().stream()
                .map(source -> source instanceof Source.Setting setting
                        ? setting.path()
                        : source instanceof Source.Deployment asked
                                ? asked.question()
                                : "no " + ((Source.Absent) source).path())
                .sorted()
                .collect(Collectors.joining("+"));
    }
}
