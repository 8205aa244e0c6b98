package io.github.akspolicy.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is drawn, guessed on the side of caution: there is no font here, and SVG breaks no lines. A browser with
 * wider letters than any known one cuts at the edge of the picture; the whole text is in the title beside it.
 */
final class SvgText {
    private static final String NARROW = "iljtfrI.,:;|!'()[] ";
    private static final String WIDE = "mwMW@%";
    private static final String SEAMS = "/:,-._";
    private static final String MORE = "…";

    private final double size;
    private final boolean mono;

    /** @param size of the font in pixels */
    SvgText(double size, boolean mono) {
        this.size = size;
        this.mono = mono;
    }

    /** In pixels. */
    double width(String text) {
        return text.codePoints().mapToDouble(this::width).sum();
    }

    private double width(int character) {
        double em;
        if (character > 0x10ff) {
            em = 1.1;
        } else if (mono) {
            em = 0.63;
        } else if (NARROW.indexOf(character) >= 0) {
            em = 0.42;
        } else if (WIDE.indexOf(character) >= 0) {
            em = 1.02;
        } else {
            em = Character.isUpperCase(character) || character > 0x7f ? 0.8 : 0.66;
        }
        return em * size;
    }

    /** The text in lines that fit, broken between words and parts of names; the last one says that there is more. */
    List<String> wrapped(String text, double room, int mostLines) {
        var lines = new ArrayList<String>();
        String rest = text.strip();
        while (!rest.isEmpty() && lines.size() < mostLines - 1 && width(rest) > room) {
            int cut = cut(rest, fitting(rest, room));
            lines.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        lines.add(cutAtEnd(rest, room));
        return lines;
    }

    private static int cut(String text, int end) {
        for (int i = end; i > end / 2; i--) {
            if (text.charAt(i) == ' ' || (SEAMS.indexOf(text.charAt(i - 1)) >= 0)) {
                return i;
            }
        }
        return end;
    }

    /** The end of a path tells more than its beginning. */
    String cutAtStart(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int from = text.length();
        double left = room - width(MORE);
        while (from > 0) {
            int character = text.codePointBefore(from);
            left -= width(character);
            if (left < 0) {
                break;
            }
            from -= Character.charCount(character);
        }
        return MORE + text.substring(from);
    }

    private String cutAtEnd(String text, double room) {
        return width(text) <= room ? text : text.substring(0, fitting(text, room - width(MORE))) + MORE;
    }

    /** How many characters fit, at least one. */
    private int fitting(String text, double room) {
        double left = room;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            left -= width(character);
            if (left < 0 && end > 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }
}
