package io.github.akspolicy.fix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Edits of several files that touch no line twice, so that each can be made with or without the others. Immutable. */
record FileEdits(Map<String, FileEdit> files) {
    static final FileEdits NONE = new FileEdits(Map.of());

    /**
     * The edits of one file.
     *
     * @param before the file's text without them
     */
    private record FileEdit(SourceText before, List<TextEdit> edits) {}

    /**
     * These edits and one more.
     *
     * @param before the file's text without any of them
     * @param after the file's text with this one alone
     * @return null when it touches a line that another touches
     */
    @Nullable
    FileEdits with(String path, SourceText before, SourceText after) {
        TextEdit edit = difference(before.text(), after.text());
        FileEdit known = files.get(path);
        if (known != null) {
            String text = before.text();
            for (TextEdit other : known.edits()) {
                if (line(text, edit.from()) <= line(text, other.to())
                        && line(text, other.from()) <= line(text, edit.to())) {
                    return null;
                }
            }
        }
        var edits = new ArrayList<>(known == null ? List.of() : known.edits());
        edits.add(edit);
        var all = new HashMap<>(files);
        all.put(path, new FileEdit(before, edits));
        return new FileEdits(all);
    }

    /** The edited files by path. */
    SortedMap<String, SourceText> texts() {
        var texts = new TreeMap<String, SourceText>();
        files.forEach((path, file) -> {
            SourceText text = file.before();
            // from the end on, so that offsets of the others stay
            for (TextEdit edit : file.edits().stream()
                    .sorted(Comparator.comparingInt(TextEdit::from).reversed())
                    .toList()) {
                text = text.with(edit);
            }
            texts.put(path, text);
        });
        return texts;
    }

    private static int line(String text, int offset) {
        int line = 0;
        for (int i = 0; i < offset; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    private static TextEdit difference(String before, String after) {
        int head = 0;
        int most = Math.min(before.length(), after.length());
        while (head < most && before.charAt(head) == after.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < most - head
                && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
            tail++;
        }
        return new TextEdit(head, before.length() - tail, after.substring(head, after.length() - tail));
    }
}
