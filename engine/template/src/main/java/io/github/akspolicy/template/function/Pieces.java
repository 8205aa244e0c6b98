package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes texts from other texts so that each piece keeps where it came from. */
final class Pieces {
    /** What becomes of a character. */
    @FunctionalInterface
    interface Change {
        /**
         * The character that takes the place of another.
         *
         * @param before the character before it, unchanged; a space at the start
         */
        int of(int before, int rune);
    }

    private Pieces() {}

    /** A part of a text. An empty part still says where it came from. */
    static Text cut(Text text, int from, int to) {
        return from >= to ? text.as("") : text.part(from, to);
    }

    /** Other bytes for each piece; no character is torn apart, even where a piece ends in it. */
    static Text mapped(Text text, UnaryOperator<String> change) {
        String bytes = text.bytes();
        var out = new Text.Builder();
        int from = 0;
        for (Text.Piece piece : text.pieces()) {
            int to = from;
            while (to < piece.end()) {
                to += Bytes.widthAt(bytes, to);
            }
            out.append(change.apply(bytes.substring(from, to)), piece.mark());
            from = to;
        }
        return out.build();
    }

    /** Changes each character. What is not UTF-8 becomes replacement characters, as in Go. */
    static Text changed(Text text, Change change) {
        String bytes = text.bytes();
        var out = new Text.Builder();
        int at = 0;
        int before = ' ';
        for (Text.Piece piece : text.pieces()) {
            var run = new StringBuilder();
            while (at < piece.end()) {
                int rune = Bytes.runeAt(bytes, at);
                run.append(Runes.bytes(change.of(before, rune)));
                at += Bytes.widthAt(bytes, at);
                before = rune;
            }
            out.append(run.toString(), piece.mark());
        }
        return out.build();
    }

    /** Replaces each place of some bytes; without bytes, inserts before each character and at the end. */
    static Text replaced(Text text, String old, Text by) {
        String bytes = text.bytes();
        var out = new Text.Builder();
        int from = 0;
        if (old.isEmpty()) {
            for (int at = 0; at < bytes.length(); at += Bytes.widthAt(bytes, at)) {
                out.append(text, from, at).append(by);
                from = at;
            }
            out.append(text, from, bytes.length()).append(by);
        } else {
            for (int at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, from)) {
                int end = at + old.length();
                Sources replaced = text.part(at, end).sources();
                out.append(text, from, at).append(by.marked(mark -> mark.and(replaced)));
                from = end;
            }
            if (from == 0) {
                return text;
            }
            out.append(text, from, bytes.length());
        }
        return out.length() == 0 ? text.as("") : out.build();
    }

    /** Puts texts behind each other. What only an empty one knows goes to its separator. */
    static Text joined(List<Text> texts, Text separator) {
        var out = new Text.Builder();
        Sources unseen = Sources.NONE;
        for (int i = 0; i < texts.size(); i++) {
            Text text = texts.get(i);
            unseen = text.length() == 0 ? unseen.and(text.sources()) : unseen;
            if (i > 0) {
                out.append(separator);
            }
            out.append(text);
        }
        Sources kept = unseen;
        Text all = out.build();
        if (all.length() == 0) {
            return Text.of("", new Mark(kept, null));
        }
        return kept.isEmpty() ? all : all.marked(mark -> mark.and(kept));
    }

    /** Around a text: both ends come from where the whole of it does. */
    static Text enclosed(String before, Text inner, String after) {
        Mark whole = inner.whole();
        var out = new Text.Builder().append(before, whole);
        return out.append(inner).append(after, whole).build();
    }
}
