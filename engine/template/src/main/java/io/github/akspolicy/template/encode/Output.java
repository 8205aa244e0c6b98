package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;

/** A text that is being written, with a mark for each byte. */
final class Output {
    private final Text.Builder text = new Text.Builder();
    private final StringBuilder run = new StringBuilder();
    private Mark mark = Mark.NONE;

    /** Writes bytes of which the same is known. */
    Output put(String bytes, Mark known) {
        if (known != mark) {
            flush();
            mark = known;
        }
        run.append(bytes);
        return this;
    }

    Output put(char one, Mark known) {
        return put(String.valueOf(one), known);
    }

    private void flush() {
        if (run.length() > 0) {
            text.append(run.toString(), mark);
            run.setLength(0);
        }
    }

    /** What has been written. */
    Text build() {
        flush();
        return text.build();
    }
}
