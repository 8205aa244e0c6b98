package io.github.akspolicy.template.encode;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of tables. */
final class TomlKeys {
    private TomlKeys() {}

    static List<String> add(List<String> key, String part) {
        return Stream.concat(key.stream(), Stream.of(part)).toList();
    }

    static String joined(List<String> key) {
        return key.stream().map(TomlKeys::quoted).collect(Collectors.joining("."));
    }

    static String quoted(String part) {
        boolean bare = !part.isEmpty() && part.chars().allMatch(TomlKeys::isBare);
        return bare ? part : '"' + part.chars().mapToObj(c -> escaped((char) c)).collect(Collectors.joining()) + '"';
    }

    static boolean isBare(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    static String escaped(char c) {
        int named = "\"\\\b\t\n\f\r".indexOf(c);
        if (named >= 0) {
            return "\\" + "\"\\btnfr".charAt(named);
        }
        return c < ' ' || c == 0x7F ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
    }
}
