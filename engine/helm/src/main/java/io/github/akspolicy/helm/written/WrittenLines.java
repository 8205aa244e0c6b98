package io.github.akspolicy.helm.written;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What one template wrote, as the executor has it.
 *
 * @param text the text
 * @param lines the pieces of each line in their order; a blank line has none
 */
record WrittenLines(String text, List<List<WrittenPiece>> lines) {
    static WrittenLines of(Text written) {
        var lines = new ArrayList<List<WrittenPiece>>();
        var line = new ArrayList<WrittenPiece>();
        String bytes = written.bytes();
        int column = 0;
        int from = 0;
        for (Text.Piece piece : written.pieces()) {
            boolean isNew = true;
            for (int at = from; at < piece.end(); at++) {
                char c = bytes.charAt(at);
                if (c == '\n') {
                    lines.add(List.copyOf(line));
                    line.clear();
                    column = 0;
                    isNew = true;
                    continue;
                }
                if (isNew && c != ' ' && c != '\t' && c != '\r') {
                    line.add(new WrittenPiece(column, piece.mark()));
                    isNew = false;
                }
                column += characters(c);
            }
            from = piece.end();
        }
        lines.add(List.copyOf(line));
        return new WrittenLines(Bytes.text(bytes), lines);
    }

    /** How many chars of a text a byte of UTF-8 begins: those of four bytes are two chars, all others one. */
    private static int characters(char c) {
        return (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
    }
}
