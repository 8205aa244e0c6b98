package io.github.akspolicy.template.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.akspolicy.template.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds an expression in bytes. The library searches in characters; this counts them back into bytes, and gives it a
 * replacement character for each byte that is not UTF-8, as which Go sees it.
 */
final class RegexSearch {
    private final String bytes;
    private final Matcher matcher;

    /** The first byte of each char of the text; null where they are the same. */
    private final int @Nullable [] offsets;

    private final int length;

    RegexSearch(Pattern pattern, String bytes) {
        this.bytes = bytes;
        if (Bytes.isAscii(bytes)) {
            this.offsets = null;
            this.length = bytes.length();
            this.matcher = pattern.matcher(bytes);
            return;
        }
        var text = new StringBuilder();
        int[] starts = new int[bytes.length() + 1];
        for (int at = 0; at < bytes.length(); at += Bytes.widthAt(bytes, at)) {
            starts[text.length()] = at;
            text.appendCodePoint(Bytes.runeAt(bytes, at));
            // the second char of a pair is never a boundary
            starts[text.length() - 1] = at;
        }
        starts[text.length()] = bytes.length();
        this.offsets = starts;
        this.length = text.length();
        this.matcher = pattern.matcher(text);
    }

    /** The next match from a byte on: where it begins and ends, then each group; -1 for a group that took no part. */
    int @Nullable [] find(int from) {
        if (!matcher.find(toChar(from))) {
            return null;
        }
        int[] found = new int[2 * (matcher.groupCount() + 1)];
        for (int group = 0; group <= matcher.groupCount(); group++) {
            found[2 * group] = toByte(matcher.start(group));
            found[2 * group + 1] = toByte(matcher.end(group));
        }
        return found;
    }

    private int toByte(int at) {
        return offsets == null || at < 0 ? at : offsets[at];
    }

    private int toChar(int at) {
        if (offsets == null) {
            return at;
        }
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All matches, at most so many; none is empty right behind another one. */
    List<int[]> all(long limit) {
        List<int[]> all = new ArrayList<>();
        int from = 0;
        int behind = -1;
        while (from <= bytes.length() && (limit < 0 || all.size() < limit)) {
            int[] found = find(from);
            if (found == null) {
                break;
            }
            boolean accepted = true;
            if (found[1] == from) {
                accepted = found[0] != behind;
                from += from < bytes.length() ? Bytes.widthAt(bytes, from) : 1;
            } else {
                from = found[1];
            }
            behind = found[1];
            if (accepted) {
                all.add(found);
            }
        }
        return all;
    }
}
