package io.github.akspolicy.helm.values;

import java.util.List;

/** Paths in the notation of {@code --set}. */
public final class StrValsKey {
    private StrValsKey() {}

    /** {@code image.tag}, {@code hosts[0].name}, {@code annotations.example\\.com/x}. */
    public static String write(List<Object> path) {
        var text = new StringBuilder();
        for (Object segment : path) {
            if (segment instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else {
                if (text.length() > 0) {
                    text.append('.');
                }
                for (char c : segment.toString().toCharArray()) {
                    if ("\\.,=[]".indexOf(c) >= 0) {
                        text.append('\\');
                    }
                    text.append(c);
                }
            }
        }
        return text.toString();
    }
}
