package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.source.SetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an argument of the {@code --set} family apart as Helm's strvals does (pkg/strvals of Helm 3.17.2): {@code
 * a.b=1,c={x,y},d=e\,f}. A value that is not known stays in its place.
 */
final class SetArguments {
    private SetArguments() {}

    static String flag(SetValue.Type type) {
        return switch (type) {
            case SET -> "--set";
            case SET_STRING -> "--set-string";
            case SET_FILE -> "--set-file";
            case SET_JSON -> "--set-json";
        };
    }

    /** The keys with their values; null when a key is not known, or Helm refuses the argument. */
    static @Nullable List<Setting> read(SetValue.Type type, String argument) {
        if (type == SetValue.Type.SET_JSON) {
            return json(argument);
        }
        var settings = new ArrayList<Setting>();
        int at = 0;
        while (at < argument.length()) {
            int sign = find(argument, at, '=');
            if (sign < 0) {
                return null;
            }
            int end = sign + 1 < argument.length() && argument.charAt(sign + 1) == '{' && type != SetValue.Type.SET_FILE
                    ? list(argument, sign + 1)
                    : find(argument, sign + 1, ',');
            int stop = end < 0 ? argument.length() : end;
            String key = argument.substring(at, sign);
            if (key.isEmpty() || !OpenText.isKnown(key) || find(key, 0, ',') >= 0) {
                return null;
            }
            settings.add(new Setting(type, key, argument.substring(sign + 1, stop)));
            at = stop + 1;
        }
        return settings;
    }

    /** {@code key=JSON}, or a whole mapping, which Helm takes since 3.17 and which is not read here. */
    private static @Nullable List<Setting> json(String argument) {
        int sign = argument.indexOf('=');
        String key = sign < 0 ? "" : argument.substring(0, sign);
        boolean isOne = key.matches("[A-Za-z0-9_.\\[\\]\\\\/-]+") && OpenText.isKnown(argument);
        return isOne ? List.of(new Setting(SetValue.Type.SET_JSON, key, argument.substring(sign + 1))) : null;
    }

    /** The index behind a list in braces. */
    private static int list(String text, int open) {
        int close = find(text, open, '}');
        return close < 0 ? -1 : find(text, close, ',');
    }

    /** The first of a character that no backslash is before; -1 when there is none. */
    private static int find(String text, int from, char wanted) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == wanted) {
                return i;
            }
        }
        return -1;
    }
}
