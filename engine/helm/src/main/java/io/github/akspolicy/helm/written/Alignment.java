package io.github.akspolicy.helm.written;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Carries the pieces of what the executor wrote over to what Helm wrote, where the two differ, as random values do. */
final class Alignment {
    /** So many lines may differ before all between the first and the last of them count as different. */
    private static final int MOST_DIFFERING = 2_000;

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

    /** For each line of {@code a} the equal line of {@code b} where as few as possible differ, or -1. */
    private static int[] match(List<String> a, List<String> b) {
        int[] match = new int[a.size()];
        Arrays.fill(match, -1);
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
        between(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), match, head);
        return match;
    }

    /**
     * E. Myers, An O(ND) difference algorithm and its variations, 1986: for each number of lines that differ, how far one comes on
     * each diagonal. A large file with a few random lines takes its length times their number.
     */
    private static void between(List<String> a, List<String> b, int[] match, int head) {
        int most = Math.min(a.size() + b.size(), MOST_DIFFERING);
        int[] reached = new int[2 * most + 3];
        var before = new ArrayList<int[]>();
        for (int edits = 0; edits <= most; edits++) {
            before.add(Arrays.copyOfRange(reached, most - edits, most + edits + 3));
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int at = most + 1 + diagonal;
                int x = isDown(reached, at, diagonal, edits) ? reached[at + 1] : reached[at - 1] + 1;
                while (x < a.size() && x - diagonal < b.size() && a.get(x).equals(b.get(x - diagonal))) {
                    x++;
                }
                reached[at] = x;
                if (x >= a.size() && x - diagonal >= b.size()) {
                    back(before, a.size(), b.size(), match, head);
                    return;
                }
            }
        }
    }

    private static boolean isDown(int[] reached, int at, int diagonal, int edits) {
        return diagonal == -edits || diagonal != edits && reached[at - 1] < reached[at + 1];
    }

    /** Goes the way back, on which equal lines are those on a diagonal. */
    private static void back(List<int[]> before, int endOfA, int endOfB, int[] match, int head) {
        int x = endOfA;
        int y = endOfB;
        for (int edits = before.size() - 1; edits >= 0; edits--) {
            int[] reached = before.get(edits);
            int at = edits + 1 + x - y;
            int from = isDown(reached, at, x - y, edits) ? at + 1 : at - 1;
            int fromX = reached[from];
            int fromY = fromX - (from - edits - 1);
            while (x > fromX && y > fromY) {
                match[head + --x] = head + --y;
            }
            x = fromX;
            y = fromY;
        }
    }
}
