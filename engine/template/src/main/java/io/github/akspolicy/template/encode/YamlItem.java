package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Floats;
import io.github.akspolicy.template.text.Quote;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node of YAML says.
 *
 * @param data a string of bytes, a Boolean, Long, BigInteger or Double, a list of items, a map from such values to items, or null
 * @param start its first character in the text
 * @param end the first character behind it
 */
record YamlItem(@Nullable Object data, int start, int end) {
    /** What {@code %#v} prints of it. */
    String goSyntax() {
        return data == null ? "interface {}(nil)" : goSyntax(data);
    }

    static String goSyntax(Object data) {
        if (data instanceof Map<?, ?> map) {
            return "map[interface {}]interface {}{"
                    + map.entrySet().stream()
                            .sorted(Comparator.comparing(YamlItem::key))
                            .map(entry -> key(entry) + ":" + ((YamlItem) entry.getValue()).goSyntax())
                            .collect(Collectors.joining(", "))
                    + "}";
        }
        if (data instanceof List<?> list) {
            return "[]interface {}{"
                    + list.stream().map(each -> ((YamlItem) each).goSyntax()).collect(Collectors.joining(", "))
                    + "}";
        }
        if (data instanceof BigInteger unsigned) {
            return "0x" + unsigned.toString(16);
        }
        if (data instanceof Double number) {
            return Floats.general(number);
        }
        return data instanceof String bytes ? Quote.quote(bytes) : data.toString();
    }

    private static String key(Map.Entry<?, ?> entry) {
        return entry.getKey() == null ? "interface {}(nil)" : goSyntax(entry.getKey());
    }
}
