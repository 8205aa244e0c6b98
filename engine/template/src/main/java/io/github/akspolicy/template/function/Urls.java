package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.MAP;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Map;

/** Sprig's functions over URLs. */
final class Urls {
    private Urls() {}

    static void addTo(FunctionTable table) {
        table.add("urlParse", List.of(STRING), Urls::parse)
                .add("urlJoin", List.of(MAP), Urls::join)
                .add("getHostByName", List.of(STRING), in -> Value.of(in.text(0).as("")));
    }

    private static Value parse(Arguments in) throws FunctionException {
        GoUrl url;
        try {
            url = GoUrl.parse(in.bytes(0));
        } catch (FunctionException bad) {
            throw new FunctionException("unable to parse url: " + bad.text());
        }
        Map<String, String> parts = Map.of(
                "scheme", url.scheme(),
                "host", url.host(),
                "hostname", url.hostname(),
                "path", url.path(),
                "query", url.query(),
                "opaque", url.opaque(),
                "fragment", url.fragment(),
                "userinfo", url.user() == null ? "" : url.user());
        GoMap map = GoMap.empty();
        parts.forEach((key, part) -> map.put(key, Value.of(in.text(0).as(part))));
        return Value.of(map, in.sources());
    }

    private static Value join(Arguments in) throws FunctionException {
        GoMap map = in.map(0);
        String user = part(map, "userinfo");
        String parsed = null;
        if (!user.isEmpty()) {
            try {
                parsed = GoUrl.parse("proto://" + user + "@host").user();
            } catch (FunctionException bad) {
                throw new FunctionException("unable to parse userinfo in dict: " + bad.text());
            }
        }
        var url = new GoUrl(
                part(map, "scheme"),
                part(map, "opaque"),
                parsed,
                part(map, "host"),
                part(map, "path"),
                part(map, "query"),
                part(map, "fragment"));
        Sources sources = in.sources();
        for (Value each : map.values()) {
            sources = sources.and(each.sources());
        }
        return Value.of(Text.of(url.print(), new Mark(sources, null)));
    }

    private static String part(GoMap map, String key) throws FunctionException {
        Value value = map.get(key);
        if (value == null) {
            return "";
        }
        if (value.isNil()) {
            throw new FunctionException("runtime error: invalid memory address or nil pointer dereference");
        }
        if (value.data() instanceof Text text) {
            return text.bytes();
        }
        throw new FunctionException(
                "unable to parse " + key + " key, must be of type string, but " + Types.kind(value) + " found");
    }
}
