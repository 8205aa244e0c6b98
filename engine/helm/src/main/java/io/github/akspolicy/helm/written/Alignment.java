package io.github.akspolicy.helm.written;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Carries the pieces of what the executor wrote over to what Helm wrote, where the two differ, as random values do. */
final class Alignment {
    private static final int MAX_CELLS = 4_000_000;

    private Alignment() {}

    static RenderedFile align(String renderPath, String plain, WrittenLines ours) {
        var approximate = new BitSet();
        if (plain.equals(ours.text())) {
            return new RenderedFile(renderPath, plain, ours.lines(), approximate, new BitSet(), true);
        }
        // Helm cuts white space from the end of its output, which is that of some file
        List<String> plainLines = lines(plain);
        List<String> ourLines = lines(ours.text());
        if (plainLines.size() == ourLines.size()) {
            // values differ, lines do not: the same places wrote them, unless somebody wants it to look so
            var differing = new BitSet();
            for (int i = 0; i < plainLines.size(); i++) {
                differing.set(i, !plainLines.get(i).equals(ourLines.get(i)));
            }
            return new RenderedFile(renderPath, plain, ours.lines(), approximate, differing, true);
        }
        int[] match = match(plainLines, ourLines);
        var pieces = new ArrayList<List<WrittenPiece>>(plainLines.size());
        int last = 0;
        for (int i = 0; i < plainLines.size(); i++) {
            if (match[i] >= 0) {
                last = match[i];
            } else {
                approximate.set(i);
                last = Math.min(last + 1, ourLines.size() - 1);
            }
            pieces.add(ours.lines().get(last));
        }
        return new RenderedFile(renderPath, plain, pieces, approximate, new BitSet(), false);
    }

    private static List<String> lines(String text) {
        return List.of(text.stripTrailing().split("\n", -1));
    }

    /** For each line of {@code a} the equal line of {@code b} in a longest common subsequence, or -1. */
    private static int[] match(List<String> a, List<String> b) {
        int[] match = new int[a.size()];
        java.util.Arrays.fill(match, -1);
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            match[head] = head;
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head
                && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            match[a.size() - 1 - tail] = b.size() - 1 - tail;
            tail++;
        }
        int n = a.size() - head - tail;
        int m = b.size() - head - tail;
        if ((long) n * m > MAX_CELLS) {
            return match;
        }
        int[][] longest = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                longest[i][j] = a.get(head + i).equals(b.get(head + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        for (int i = 0, j = 0; i < n && j < m; ) {
            if (a.get(head + i).equals(b.get(head + j))) {
                match[head + i++] = head + j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return match;
    }
}
