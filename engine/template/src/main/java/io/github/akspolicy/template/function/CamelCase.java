package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Bytes;

/** Writes words as one, as the library behind {@code camelcase} does. */
final class CamelCase {
    private CamelCase() {}

    /** Words without separators, each with a capital; separators at the start stay. */
    static String of(String bytes) {
        var out = new StringBuilder();
        int at = 0;
        int rune = 0;
        boolean capitals = false;
        boolean started = false;
        while (at < bytes.length() && !started) {
            rune = Bytes.runeAt(bytes, at);
            at += Bytes.widthAt(bytes, at);
            started = !CaseWords.isConnector(rune);
            if (started) {
                capitals = Runes.isUpper(rune);
                rune = Character.toUpperCase(rune);
            } else {
                out.append(Runes.bytes(rune));
            }
        }
        if (at >= bytes.length()) {
            // a text of separators only ends with its last one twice: the library's own way
            return bytes.isEmpty() ? "" : out.append(Runes.bytes(rune)).toString();
        }
        while (at < bytes.length()) {
            int before = rune;
            rune = Bytes.runeAt(bytes, at);
            at += Bytes.widthAt(bytes, at);
            if (CaseWords.isConnector(rune) && CaseWords.isConnector(before)) {
                out.append(Runes.bytes(before));
                continue;
            }
            if (CaseWords.isConnector(before)) {
                capitals = Runes.isUpper(rune);
                rune = Character.toUpperCase(rune);
            } else {
                boolean upper = Runes.isUpper(rune);
                if (capitals && upper) {
                    rune = Character.toLowerCase(rune);
                } else {
                    capitals = false;
                }
                out.append(Runes.bytes(before));
            }
        }
        return out.append(Runes.bytes(rune)).toString();
    }
}
