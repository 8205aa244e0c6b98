package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Lines for a console: harmless, and no longer than fits beside a CI system's time stamp. */
final class TextLines {
    /** The longest line, unless a single word is longer: paths are not broken, people click on them. */
    static final int WIDTH = 140;

    private final List<String> lines = new ArrayList<>();

    /** Adds a text, neutralised and wrapped at spaces; what does not fit goes on deeper indented. */
    void add(String indent, String text) {
        String rest = indent + SafeText.line(text);
        String deeper = indent + "    ";
        while (rest.length() > WIDTH) {
            int cut = breakBefore(rest, deeper.length());
            if (cut < 0) {
                break;
            }
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = deeper + rest.substring(cut).stripLeading();
        }
        lines.add(rest);
    }

    /** Adds both texts on one line if they fit, else on a line each. */
    void add(String indent, String left, String gap, String right) {
        if (indent.length() + left.length() + gap.length() + right.length() <= WIDTH) {
            add(indent, left + gap + right);
        } else {
            add(indent, left);
            add(indent, right);
        }
    }

    /**
     * Where to break: the last space that fits, else the first one after. A space in the first half does not count: a
     * long path follows it, which would leave its marker, such as {@code [ERROR]}, alone on a line.
     */
    private static int breakBefore(String text, int from) {
        int space = text.lastIndexOf(' ', WIDTH);
        if (space > WIDTH / 2) {
            return space;
        }
        int next = text.indexOf(' ', Math.max(from, WIDTH));
        return next >= 0 && !text.substring(next).isBlank() ? next : -1;
    }

    void addAll(List<String> others) {
        lines.addAll(others);
    }

    void blank() {
        lines.add("");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
