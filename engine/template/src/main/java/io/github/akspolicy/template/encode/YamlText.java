package io.github.akspolicy.template.encode;

import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.template.text.Bytes;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What go-yaml looks at before it writes a text as a scalar. */
final class YamlText {
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:(?:[Tt](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?(?:Z|[+-](\\d{2}):(\\d{2})))"
            + "|(?: (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,]\\d+)?))?");

    private static final int LAST_ZONE_HOUR = 24;
    private static final int MINUTES = 60;

    final boolean isMultiline;
    final boolean mayBePlain;
    final boolean mayBeSingleQuoted;
    final boolean mayBeBlock;

    /**
     * Looks at a text that is UTF-8.
     *
     * @param tabsInBlocks whether a tab may stand in a literal block, as from version 3 on
     */
    YamlText(String bytes, boolean tabsInBlocks) {
        boolean indicators = bytes.startsWith("---") || bytes.startsWith("...");
        boolean special = false;
        boolean tabs = false;
        boolean breaks = false;
        boolean breakBeforeSpace = false;
        boolean spaceBeforeBreak = false;
        boolean afterSpace = false;
        boolean afterBreak = false;
        boolean afterWhite = true;
        for (int at = 0; at < bytes.length(); ) {
            int width = Bytes.widthAt(bytes, at);
            int c = Bytes.runeAt(bytes, at);
            int next = at + width < bytes.length() ? bytes.charAt(at + width) : ' ';
            boolean beforeWhite = next == ' ' || next == '\t';
            indicators |= at == 0 ? isFirstIndicator(c, beforeWhite) : isIndicator(c, beforeWhite, afterWhite);
            if (c == '\t' && tabsInBlocks) {
                tabs = true;
            } else {
                special |= !isPrintable(c);
            }
            breaks |= isBreak(c);
            breakBeforeSpace |= c == ' ' && afterBreak;
            spaceBeforeBreak |= isBreak(c) && afterSpace;
            afterSpace = c == ' ';
            afterBreak = isBreak(c);
            afterWhite = c == ' ' || c == '\t' || afterBreak;
            at += width;
        }
        boolean isEmpty = bytes.isEmpty();
        boolean spaceAtEnd = !isEmpty && bytes.endsWith(" ");
        boolean spaceAtStart = !isEmpty && bytes.startsWith(" ");
        isMultiline = breaks;
        mayBePlain = !indicators && !special && !tabs && !breaks && !spaceAtStart && !spaceAtEnd;
        mayBeSingleQuoted = !breakBeforeSpace && !spaceBeforeBreak && !special && !tabs;
        mayBeBlock = !isEmpty && !spaceAtEnd && !spaceBeforeBreak && !special;
    }

    private static boolean isFirstIndicator(int c, boolean beforeWhite) {
        return "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0 || beforeWhite && "?:-".indexOf(c) >= 0;
    }

    private static boolean isIndicator(int c, boolean beforeWhite, boolean afterWhite) {
        return c == ':' && beforeWhite || c == '#' && afterWhite;
    }

    /** Whether a character ends a line of YAML. */
    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Whether go-yaml writes a character as it is: of those beyond the first 65,536 it does with none. */
    static boolean isPrintable(int c) {
        return c == '\n' || c >= ' ' && c <= '~' || c >= 0xA0 && c <= 0xFFFD && c != 0xFEFF;
    }

    /** Whether a text of YAML may hold a character. */
    static boolean isAllowed(int c) {
        return c == '\t' || c == '\r' || c == 0x85 || c == 0xFEFF || c > 0xFFFF || isPrintable(c);
    }

    /** Whether a plain scalar of these bytes is a text, to YAML 1.1 too. */
    static boolean readsAsText(String bytes) {
        return YamlEvents.resolve(Bytes.text(bytes)) instanceof String
                && !isTimestamp(bytes)
                && !(bytes.indexOf(':') > 0 && BASE_60.matcher(bytes).matches());
    }

    /** Whether go-yaml reads a time. */
    static boolean isTimestamp(String bytes) {
        if (bytes.length() < 8 || bytes.charAt(4) != '-') {
            return false;
        }
        Matcher time = TIMESTAMP.matcher(bytes);
        if (!time.matches()) {
            return false;
        }
        int clock = time.group(4) != null ? 4 : time.group(9) != null ? 9 : 0;
        try {
            LocalDateTime.of(
                    number(time, 1),
                    number(time, 2),
                    number(time, 3),
                    clock == 0 ? 0 : number(time, clock),
                    clock == 0 ? 0 : number(time, clock + 1),
                    clock == 0 ? 0 : number(time, clock + 2));
        } catch (DateTimeException e) {
            return false;
        }
        return time.group(7) == null || number(time, 7) <= LAST_ZONE_HOUR && number(time, 8) <= MINUTES;
    }

    private static int number(Matcher time, int group) {
        return Integer.parseInt(time.group(group));
    }
}
