package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;

/** Says where the values of a text that is read come from. */
interface LeafOrigin {
    /** The sources of a value that is not a text. */
    Sources sources(YamlItem item, String path);

    /** A text with what is known of its bytes. */
    Text text(String bytes, YamlItem item, String path);

    /** The map of a place. */
    GoMap map(String path);

    /** What is known of the list of a place. */
    default Sources list(String path) {
        return Sources.NONE;
    }

    /** Values: each has its path as its source. */
    static LeafOrigin ofValues() {
        return new LeafOrigin() {
            @Override
            public Sources sources(YamlItem item, String path) {
                return Sources.of(new Source.Setting(path));
            }

            @Override
            public Text text(String bytes, YamlItem item, String path) {
                return Text.of(bytes, new Mark(sources(item, path), null));
            }

            @Override
            public GoMap map(String path) {
                return GoMap.at(GoType.MAP, path);
            }

            @Override
            public Sources list(String path) {
                return Sources.of(new Source.Setting(path));
            }
        };
    }

    /** A text of a template: what is known of its pieces is known of the values that stand there. */
    static LeafOrigin of(Text text) {
        int[] offsets = offsets(text.bytes());
        return new LeafOrigin() {
            @Override
            public Sources sources(YamlItem item, String path) {
                return written(item).sources();
            }

            @Override
            public Text text(String bytes, YamlItem item, String path) {
                return aligned(bytes, written(item));
            }

            @Override
            public GoMap map(String path) {
                return GoMap.empty();
            }

            private Text written(YamlItem item) {
                return offsets.length == 0
                        ? text.part(item.start(), item.end())
                        : text.part(offsets[item.start()], offsets[item.end()]);
            }
        };
    }

    /** The byte that each UTF-16 unit begins at; empty where all are one byte. */
    private static int[] offsets(String bytes) {
        if (Bytes.isAscii(bytes)) {
            return new int[0];
        }
        String characters = Bytes.text(bytes);
        var offsets = new int[characters.length() + 1];
        for (int i = 0, at = 0; i < characters.length(); i++) {
            offsets[i] = at;
            char c = characters.charAt(i);
            // each half of a surrogate pair stands for two of its four bytes
            at += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            offsets[i + 1] = at;
        }
        return offsets;
    }

    /**
     * A text with the marks of what it was written as: of both the bytes that are no white space come in the same order,
     * whatever is escaped, folded or indented.
     */
    private static Text aligned(String bytes, Text written) {
        if (written.pieces().size() <= 1) {
            return Text.of(bytes, written.whole());
        }
        var marks = new Marks(written);
        var out = new Output();
        int at = 0;
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            int found = c <= ' ' ? at : written.bytes().indexOf(c, at);
            if (found < 0) {
                return Text.of(bytes, written.whole());
            }
            out.put(c, marks.at(found));
            at = c <= ' ' ? at : found + 1;
        }
        return out.build();
    }
}
