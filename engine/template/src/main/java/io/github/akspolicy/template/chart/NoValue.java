package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.Text;

/** What Go writes of a missing value: Helm takes it out of each text that it has rendered. */
final class NoValue {
    private static final String WORDS = "<no value>";

    private NoValue() {}

    static Text removed(Text text) {
        String bytes = text.bytes();
        int found = bytes.indexOf(WORDS);
        if (found < 0) {
            return text;
        }
        var out = new Text.Builder();
        int at = 0;
        while (found >= 0) {
            out.append(text, at, found);
            at = found + WORDS.length();
            found = bytes.indexOf(WORDS, at);
        }
        return out.append(text, at, bytes.length()).build();
    }
}
