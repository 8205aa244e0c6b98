package io.github.akspolicy.template.chart;

import com.google.re2j.Pattern;
import io.github.akspolicy.template.encode.EncodeException;
import io.github.akspolicy.template.encode.Encoding;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code .Files}: a map from paths to bytes, with methods. */
final class HelmFiles {
    private HelmFiles() {}

    static Value of(List<ChartNode.ChartFile> files) {
        GoMap map = GoMap.of(type());
        for (ChartNode.ChartFile file : files) {
            Mark mark = new Mark(Sources.of(new Source.File(file.path())), null);
            map.put(Bytes.of(file.path()), Value.of(GoSlice.bytes(Text.of(file.bytes(), mark)), Sources.NONE));
        }
        return bound(map);
    }

    private static GoType type() {
        return GoType.mapOf(GoType.BYTES);
    }

    /** A map of files whose methods are about itself. */
    private static Value bound(GoMap map) {
        List<GoType> text = List.of(GoType.STRING);
        GoType type = GoType.named(
                "engine.files",
                type(),
                Function.of("Get", text, in -> Value.of(content(map, in.bytes(0)))),
                Function.of("GetBytes", text, in -> list(GoSlice.bytes(content(map, in.bytes(0))))),
                Function.of("AsConfig", List.of(), in -> Value.of(yaml(map, content -> content))),
                Function.of("AsSecrets", List.of(), in -> Value.of(yaml(map, HelmFiles::base64))),
                Function.of("Glob", text, in -> matching(map, in.bytes(0))),
                Function.of("Lines", text, in -> list(GoSlice.ofTexts(lines(map, in.bytes(0))))));
        return Value.of(map.as(type), Sources.NONE);
    }

    private static Value list(GoSlice slice) {
        return Value.of(slice, Sources.NONE);
    }

    /** The files by their names without folders, as YAML. */
    private static Text yaml(GoMap map, UnaryOperator<Text> change) throws FunctionException {
        GoMap named = GoMap.of(GoType.STRING_MAP);
        map.sorted().forEach((path, content) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            Text text = content.data() instanceof GoSlice bytes ? bytes.asText() : Text.EMPTY;
            named.put(name, Value.of(change.apply(text)));
        });
        try {
            return Encoding.yaml(Value.of(named, Sources.NONE));
        } catch (EncodeException failed) {
            throw new FunctionException(failed.text());
        }
    }

    private static Text base64(Text text) {
        byte[] coded = Base64.getEncoder().encode(text.bytes().getBytes(StandardCharsets.ISO_8859_1));
        return text.as(new String(coded, StandardCharsets.ISO_8859_1));
    }

    private static Value matching(GoMap map, String glob) {
        Pattern pattern = Glob.of(glob);
        GoMap found = GoMap.of(type());
        map.sorted().forEach((path, content) -> {
            if (pattern.matches(path)) {
                found.put(path, content);
            }
        });
        return bound(found);
    }

    private static Text content(GoMap map, String path) {
        Value found = map.get(path);
        return found != null && found.data() instanceof GoSlice bytes ? bytes.asText() : Text.EMPTY;
    }

    /** The lines of a file; none of one that is not there. Helm panics on one that is empty. */
    private static List<Text> lines(GoMap map, String path) throws FunctionException {
        if (!map.has(path)) {
            return List.of();
        }
        Text text = content(map, path);
        var lines = new ArrayList<Text>();
        String bytes = text.bytes();
        if (bytes.isEmpty()) {
            throw new FunctionException("runtime error: index out of range [-1]");
        }
        int end = bytes.endsWith("\n") ? bytes.length() - 1 : bytes.length();
        int from = 0;
        for (int at = bytes.indexOf('\n'); at >= 0 && at < end; at = bytes.indexOf('\n', from)) {
            lines.add(text.part(from, at));
            from = at + 1;
        }
        lines.add(text.part(from, end));
        return lines;
    }
}
