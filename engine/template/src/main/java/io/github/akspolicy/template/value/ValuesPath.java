package io.github.akspolicy.template.value;

import io.github.akspolicy.template.text.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Paths in the values of the chart at the root, in the notation of {@code --set}: {@code image.tag}, {@code hosts[0].name}. */
public final class ValuesPath {
    private static final String SPECIAL = "\\.,=[]";

    private ValuesPath() {}

    /**
     * The path of a key in a map.
     *
     * @param map the path of the map; empty for all values
     * @param key the key, as bytes
     */
    public static String child(String map, String key) {
        var path = new StringBuilder(map);
        if (!map.isEmpty()) {
            path.append('.');
        }
        String name = Bytes.text(key);
        for (int i = 0; i < name.length(); i++) {
            if (SPECIAL.indexOf(name.charAt(i)) >= 0) {
                path.append('\\');
            }
            path.append(name.charAt(i));
        }
        return path.toString();
    }

    /** The path of an element of a list. */
    public static String item(String list, int index) {
        return list + "[" + index + "]";
    }

    /** The path of the map that a key is in; empty for one that no other is in, and for an element of a list. */
    public static String mapping(String path) {
        int dot = path.lastIndexOf('.');
        while (dot > 0 && path.charAt(dot - 1) == '\\') {
            dot = path.lastIndexOf('.', dot - 1);
        }
        return dot < 0 || path.endsWith("]") ? "" : path.substring(0, dot);
    }

    /** The path of what stands at another place: that of a chart which is a part of another one. */
    public static String within(String outer, String path) {
        return outer.isEmpty() || path.isEmpty() ? outer + path : outer + "." + path;
    }

    /** The keys, which are texts, and the indexes, which are numbers. */
    public static List<Object> segments(String path) {
        var segments = new ArrayList<Object>();
        var key = new StringBuilder();
        boolean isKey = !path.isEmpty();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 1 < path.length()) {
                key.append(path.charAt(++i));
            } else if (c == '.' || c == '[') {
                if (isKey) {
                    segments.add(key.toString());
                    key.setLength(0);
                }
                isKey = c == '.';
                if (!isKey) {
                    int end = path.indexOf(']', i);
                    segments.add(Integer.valueOf(path.substring(i + 1, end)));
                    i = end;
                }
            } else {
                key.append(c);
            }
        }
        if (isKey) {
            segments.add(key.toString());
        }
        return segments;
    }
}
