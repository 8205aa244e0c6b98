package io.github.akspolicy.manifest;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/** Where the lines of a text begin, found once for all questions. Lines end at {@code \n}, and are counted from 0. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class LineStarts {
    private final int[] starts;
    private final int end;

    /** Reads the text to its end, once; it is not kept. */
    public LineStarts(String text) {
        this.starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
        this.end = text.length();
    }

    /** How many lines there are, an empty one at the end included. */
    public int count() {
        return starts.length;
    }

    /** The offset that a line begins at; the end of the text behind the last. */
    public int start(int line) {
        return line < starts.length ? starts[line] : end;
    }

    /** The offset of the {@code \n} of a line, or the end of the text. */
    public int end(int line) {
        return line + 1 < starts.length ? starts[line + 1] - 1 : end;
    }

    /** The line that an offset lies in; the last one for all beyond. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }
}
