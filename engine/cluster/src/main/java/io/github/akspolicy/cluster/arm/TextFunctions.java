package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of texts and ids. */
final class TextFunctions {
    private static final Pattern HOLE = Pattern.compile("\\{\\{|\\}\\}|\\{(\\d+)(:[^}]*)?\\}");

    private TextFunctions() {}

    /** Those that make text of parts which need not all be known. */
    static @Nullable Node partly(String name, List<Node> arguments, Position at) {
        return switch (name) {
            case "concat" ->
                arguments.stream().anyMatch(Node.Sequence.class::isInstance) ? null : concat(arguments, at);
            case "format" -> format(arguments, at);

            case "resourceid",
                    "subscriptionresourceid",
                    "tenantresourceid",
                    "extensionresourceid",
                    "managementgroupresourceid" -> id(name, arguments, at);
            case "string", "tolower" -> one(name, arguments, at);
            default -> null;
        };
    }

    private static @Nullable Node one(String name, List<Node> arguments, Position at) {
        String partial = arguments.size() == 1 ? Values.partial(arguments.get(0)) : null;
        if (partial == null) {
            boolean isWhole =
                    name.equals("string") && arguments.size() == 1 && Values.isKnownThroughout(arguments.get(0), 0);
            return isWhole ? Values.text(Values.json(arguments.get(0)), true, at) : null;
        }
        boolean isKnown = Values.isKnown(arguments.get(0));
        return name.equals("string")
                ? Values.text(partial, isKnown, arguments.get(0).position())
                : Values.text(isKnown ? lower(partial) : partial, isKnown, at);
    }

    private static @Nullable Node concat(List<Node> parts, Position at) {
        var text = new StringBuilder();
        boolean isKnown = true;
        for (Node part : parts) {
            String partial = Values.partial(part);
            if (partial == null) {
                return null;
            }
            text.append(partial);
            isKnown &= Values.isKnown(part);
        }
        return Values.text(text.toString(), isKnown, at);
    }

    private static @Nullable Node format(List<Node> arguments, Position at) {
        String pattern = arguments.isEmpty() ? null : Values.string(arguments.get(0));
        if (pattern == null) {
            return null;
        }
        var text = new StringBuilder();
        boolean isKnown = true;
        Matcher hole = HOLE.matcher(pattern);
        while (hole.find()) {
            String replacement = hole.group();
            if (hole.group(1) != null) {
                int index = hole.group(1).length() > 3 ? Integer.MAX_VALUE : 1 + Integer.parseInt(hole.group(1));
                String partial = index < arguments.size() ? Values.partial(arguments.get(index)) : null;
                if (partial == null) {
                    return null;
                }
                isKnown &= Values.isKnown(arguments.get(index)) && hole.group(2) == null;
                replacement = partial;
            } else {
                replacement = replacement.substring(1);
            }
            hole.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        hole.appendTail(text);
        return Values.text(text.toString(), isKnown, at);
    }

    /** An id; subscription and group, where not given, are those of the deployment and written with dots. */
    private static @Nullable Node id(String name, List<Node> arguments, Position at) {
        int type = -1;
        for (int i = 0; i < arguments.size() && type < 0; i++) {
            String text = Values.string(arguments.get(i));
            boolean isId = i == 0 && name.equals("extensionresourceid");
            if (text != null && !isId && text.indexOf('/') > 0 && !text.startsWith("/")) {
                type = i;
            }
        }
        if (type < 0) {
            return null;
        }
        boolean isKnown = true;
        var id = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            isKnown &= Values.isKnown(arguments.get(i));
        }
        if (name.equals("extensionresourceid")) {
            id.append(Values.partial(arguments.get(0)));
        } else if (name.equals("resourceid")) {
            id.append("/subscriptions/…/resourceGroups/")
                    .append(type > 0 ? Values.partial(arguments.get(type - 1)) : "…");
        } else if (name.equals("subscriptionresourceid")) {
            id.append("/subscriptions/…");
        }
        String[] types = String.valueOf(Values.string(arguments.get(type))).split("/");
        id.append("/providers/").append(types[0]);
        for (int i = 1; i < types.length; i++) {
            int at2 = type + i;
            String partial = at2 < arguments.size() ? Values.partial(arguments.get(at2)) : "";
            id.append('/').append(types[i]).append('/').append(partial == null ? "" : partial);
        }
        return Values.text(id.toString(), isKnown, at);
    }

    static @Nullable Node call(String name, List<Node> arguments, Node first, Node second, Position at) {
        String text = Values.string(first);
        if (text == null) {
            return null;
        }
        String other = Values.string(second);
        Long number = Values.number(second);
        return switch (name) {
            case "toupper" -> Values.scalar(text.toUpperCase(Locale.ROOT), at);
            case "trim" -> Values.scalar(text.strip(), at);
            case "startswith" ->
                other == null ? null : Values.scalar(lower(text).startsWith(lower(other)), at);
            case "endswith" -> other == null ? null : Values.scalar(lower(text).endsWith(lower(other)), at);
            case "indexof" ->
                other == null ? null : Values.scalar((long) lower(text).indexOf(lower(other)), at);
            case "lastindexof" ->
                other == null ? null : Values.scalar((long) lower(text).lastIndexOf(lower(other)), at);
            case "replace" -> replace(text, other, arguments, at);
            case "split" -> split(text, second, at);
            case "substring" -> substring(text, number, arguments, at);
            case "base64" -> Values.scalar(encoded(text), at);
            case "base64tostring" -> decoded(text, at);
            case "base64tojson" -> parsed(Values.string(decoded(text, at)), at);
            case "datauri" -> Values.scalar("data:text/plain;charset=utf8;base64," + encoded(text), at);
            case "datauritostring" -> fromDataUri(text, at);
            case "uricomponent" ->
                Values.scalar(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"), at);
            case "uricomponenttostring" -> fromUriComponent(text, at);
            case "uri" -> other == null ? null : uri(text, other, at);
            case "padleft" ->
                number == null || number > 1000 ? null : Values.scalar(pad(text, number.intValue(), arguments), at);
            default -> null;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Node replace(String text, @Nullable String old, List<Node> arguments, Position at) {
        String with = arguments.size() > 2 ? Values.string(arguments.get(2)) : null;
        return old == null || with == null || old.isEmpty() ? null : Values.text(text.replace(old, with), true, at);
    }

    private static @Nullable Node split(String text, Node separators, Position at) {
        List<String> words = separators instanceof Node.Sequence list
                ? Field.root(list).strings()
                : Values.string(separators) == null
                        ? List.of()
                        : List.of(Objects.requireNonNull(Values.string(separators)));
        if (words.isEmpty()) {
            return null;
        }
        String pattern = String.join("|", words.stream().map(Pattern::quote).toList());
        return new Node.Sequence(
                Arrays.stream(text.split(pattern, -1))
                        .map(part -> (Node) Values.scalar(part, at))
                        .toList(),
                at);
    }

    private static @Nullable Node substring(String text, @Nullable Long start, List<Node> arguments, Position at) {
        Long length = arguments.size() > 2 ? Values.number(arguments.get(2)) : null;
        if (start == null || start < 0 || start > text.length()) {
            return null;
        }
        long end = length == null ? text.length() : start + length;
        return end > text.length() || end < start
                ? null
                : Values.scalar(text.substring(start.intValue(), (int) end), at);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Node decoded(String text, Position at) {
        try {
            return Values.scalar(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8), at);
        } catch (IllegalArgumentException noBase64) {
            return Values.unknown("⟨base64ToString(…)⟩", at);
        }
    }

    static @Nullable Node parsed(@Nullable String text, Position at) {
        if (text == null) {
            return null;
        }
        try {
            return Node.moved(ManifestReader.json(text, ReadLimits.DEFAULT), at);
        } catch (ManifestException broken) {
            return null;
        }
    }

    private static @Nullable Node fromDataUri(String text, Position at) {
        int comma = text.indexOf(',');
        if (!text.startsWith("data:") || comma < 0) {
            return null;
        }
        String data = text.substring(comma + 1);
        return text.substring(0, comma).endsWith(";base64") ? decoded(data, at) : fromUriComponent(data, at);
    }

    private static @Nullable Node fromUriComponent(String text, Position at) {
        try {
            return Values.scalar(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8), at);
        } catch (IllegalArgumentException noEncoding) {
            return null;
        }
    }

    /** As a browser follows a link, which is what Azure says it does. */
    private static @Nullable Node uri(String base, String relative, Position at) {
        try {
            return Values.scalar(new URI(base).resolve(relative).toString(), at);
        } catch (URISyntaxException | IllegalArgumentException noUri) {
            return null;
        }
    }

    private static String pad(String text, int length, List<Node> arguments) {
        String with = arguments.size() > 2 ? String.valueOf(Values.string(arguments.get(2))) : " ";
        return with.repeat(Math.max(0, length - text.length())) + text;
    }
}
