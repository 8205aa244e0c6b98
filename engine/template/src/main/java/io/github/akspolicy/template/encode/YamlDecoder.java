package io.github.akspolicy.template.encode;

import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.manifest.YamlEvents.Event;
import io.github.akspolicy.manifest.YamlEvents.Kind;
import io.github.akspolicy.template.text.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what the nodes of a document say, as version 2 of go-yaml does. */
final class YamlDecoder {
    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final Set<String> RESOLVED = Set.of("bool", "int", "float", "null", "timestamp");

    private static final int FEW_ALIASES = 100;
    private static final int FEW_VALUES = 1000;
    private static final int MANY_VALUES = 400_000;
    private static final int MOST_VALUES = 4_000_000;
    private static final double MAX_RATIO = 0.99;
    private static final double MIN_RATIO = 0.10;

    private final Set<YamlNode> openAliases = new HashSet<>();
    private int decoded;
    private int decodedByAlias;
    private int aliasDepth;

    YamlItem decode(YamlNode node) throws EncodeException {
        count();
        Event event = node.event();
        if (node.target() != null) {
            return alias(node, node.target());
        }
        return new YamlItem(
                switch (event.kind()) {
                    case MAPPING_START -> mapping(node, new LinkedHashMap<>());
                    case SEQUENCE_START -> sequence(node);
                    default -> scalar(event);
                },
                event.start(),
                event.end());
    }

    /** Refuses documents that aliases blow up. */
    private void count() throws EncodeException {
        decoded++;
        if (aliasDepth > 0) {
            decodedByAlias++;
        }
        if (decodedByAlias > FEW_ALIASES && decoded > FEW_VALUES) {
            double size = Math.min(Math.max(decoded, MANY_VALUES), MOST_VALUES);
            double allowed = MAX_RATIO - (MAX_RATIO - MIN_RATIO) * (size - MANY_VALUES) / (MOST_VALUES - MANY_VALUES);
            if ((double) decodedByAlias / decoded > allowed) {
                throw new EncodeException("yaml: document contains excessive aliasing");
            }
        }
    }

    private YamlItem alias(YamlNode node, YamlNode target) throws EncodeException {
        enter(node);
        YamlItem item = decode(target);
        leave(node);
        return item;
    }

    private void enter(YamlNode alias) throws EncodeException {
        if (!openAliases.add(alias)) {
            throw new EncodeException("yaml: anchor '" + alias.event().anchor() + "' value contains itself");
        }
        aliasDepth++;
    }

    private void leave(YamlNode alias) {
        aliasDepth--;
        openAliases.remove(alias);
    }

    private List<YamlItem> sequence(YamlNode node) throws EncodeException {
        var items = new ArrayList<YamlItem>();
        for (YamlNode child : node.children()) {
            items.add(decode(child));
        }
        return items;
    }

    private Map<@Nullable Object, YamlItem> mapping(YamlNode node, Map<@Nullable Object, YamlItem> into)
            throws EncodeException {
        List<YamlNode> children = node.children();
        for (int i = 0; i + 1 < children.size(); i += 2) {
            YamlNode value = children.get(i + 1);
            if (children.get(i).isMerge()) {
                merge(value, into);
                continue;
            }
            YamlItem key = decode(children.get(i));
            if (key.data() instanceof Map || key.data() instanceof List) {
                throw new EncodeException("yaml: invalid map key: " + key.goSyntax());
            }
            into.put(key.data(), decode(value));
        }
        return into;
    }

    private void merge(YamlNode node, Map<@Nullable Object, YamlItem> into) throws EncodeException {
        if (node.kind() == Kind.SEQUENCE_START) {
            // what stands earlier has precedence, so it comes last
            for (int i = node.children().size() - 1; i >= 0; i--) {
                mergeMapping(node.children().get(i), into);
            }
        } else {
            mergeMapping(node, into);
        }
    }

    private void mergeMapping(YamlNode node, Map<@Nullable Object, YamlItem> into) throws EncodeException {
        if (!node.isMapping()) {
            throw new EncodeException("yaml: map merge requires map or sequence of maps as the value");
        }
        count();
        if (node.target() != null) {
            enter(node);
            count();
            mapping(node.target(), into);
            leave(node);
        } else {
            mapping(node, into);
        }
    }

    private static @Nullable Object scalar(Event event) throws EncodeException {
        String tag = event.tag();
        String value = event.value();
        if (tag == null) {
            return event.isImplicit() ? plain(value) : Bytes.of(value);
        }
        String type = tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : "";
        if (type.equals("binary")) {
            return binary(value);
        }
        return RESOLVED.contains(type) ? typed(type, value) : Bytes.of(value);
    }

    /** A time stays the text that it is written as. */
    private static @Nullable Object plain(String value) {
        Object resolved = YamlText.isTimestamp(value) ? value : YamlEvents.resolve(value);
        return resolved instanceof String text ? Bytes.of(text) : resolved;
    }

    private static @Nullable Object typed(String wanted, String value) throws EncodeException {
        boolean time = wanted.equals("timestamp") && YamlText.isTimestamp(value);
        Object resolved = plain(value);
        String found = time ? wanted : type(resolved);
        if (wanted.equals("float") && resolved instanceof Long whole) {
            return (double) whole;
        }
        if (!found.equals(wanted)) {
            throw new EncodeException("yaml: cannot decode !!" + found + " `" + Bytes.of(value) + "` as a !!" + wanted);
        }
        return resolved;
    }

    private static String type(@Nullable Object resolved) {
        if (resolved == null) {
            return "null";
        }
        if (resolved instanceof Boolean) {
            return "bool";
        }
        if (resolved instanceof Long || resolved instanceof BigInteger) {
            return "int";
        }
        return resolved instanceof Double ? "float" : "str";
    }

    private static String binary(String value) throws EncodeException {
        String compact = value.replace("\n", "").replace("\r", "");
        if (compact.length() % 4 == 0) {
            try {
                return new String(Base64.getDecoder().decode(compact), StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException e) {
                throw noBase64();
            }
        }
        throw noBase64();
    }

    private static EncodeException noBase64() {
        return new EncodeException("yaml: !!binary value contains invalid base64 data");
    }
}
