package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in YAML an action writes its text, as far as that is written around it. */
public enum YamlPosition {
    /** Within the text of a value, a comment or a block of text. */
    TEXT,
    /** All of a value that is not quoted, so that its type depends on it, too. */
    VALUE,
    /** Within a key. */
    KEY,
    /** Behind a sign of YAML: an alias, an anchor or a tag. */
    SIGN,
    /** Where nothing is known of it, as at the begin of a line. */
    OPEN;

    /** Stands for what other actions write. */
    private static final String WRITTEN = "x";

    private static final Pattern BLOCK = Pattern.compile("(:|-|^)\\s*[|>][-+0-9]*\\s*$");
    private static final Pattern COMMENT = Pattern.compile("^\\s*#|\\s#");
    private static final Pattern BEHIND_SIGN = Pattern.compile("(^|[\\s\\[{,])[*&!]\\S*$");
    private static final Pattern BEHIND_KEY = Pattern.compile(":\\s+\\S.*$|:\\s*$");
    private static final Pattern ITEM = Pattern.compile("^\\s*-\\s");
    private static final Pattern WHOLE = Pattern.compile("(:|^\\s*-)\\s+$");
    private static final Pattern ENDS_KEY = Pattern.compile("^[^\\s:]*:(\\s|$)");
    private static final Pattern ENDS_VALUE = Pattern.compile("^\\s*([,\\]}#].*)?$");

    /** Where an action writes. */
    public static YamlPosition of(TemplateFile file, int action) {
        Expression expression = file.statement(action).expression();
        boolean beginsLine = beginsLine(file, action);
        String before = before(file, action);
        if (isInBlock(file, action, beginsLine ? indent(expression) : -1)) {
            return TEXT;
        }
        if (beginsLine) {
            return OPEN;
        }
        String after = after(file, action);
        boolean isQuoted = isOpen(before, '"') || isOpen(before, '\'');
        if (COMMENT.matcher(before).find() && !isQuoted) {
            return TEXT;
        }
        if (BEHIND_SIGN.matcher(before).find() && !isQuoted) {
            return SIGN;
        }
        boolean hasKey = BEHIND_KEY.matcher(before).find();
        String rest = isQuoted ? afterQuote(after) : after;
        if (rest != null && ENDS_KEY.matcher(rest).find() && !(isQuoted && hasKey && !rest.startsWith(":"))) {
            return KEY;
        }
        if (!hasKey && !ITEM.matcher(before).find()) {
            return OPEN;
        }
        return WHOLE.matcher(before).find() && ENDS_VALUE.matcher(after).find() ? VALUE : TEXT;
    }

    private static boolean beginsLine(TemplateFile file, int action) {
        return file.statement(action).expression() instanceof Call call
                && call.function().equals("nindent");
    }

    /** What is behind the end of a quoted text; null where that is not on this line. */
    private static @Nullable String afterQuote(String after) {
        for (int i = 0; i < after.length(); i++) {
            if (after.charAt(i) == '"' || after.charAt(i) == '\'') {
                return after.substring(i + 1);
            }
        }
        return null;
    }

    private static boolean isOpen(String before, char quote) {
        return before.chars().filter(character -> character == quote).count() % 2 == 1;
    }

    /** The line before an action, without what trimming takes away. */
    private static String before(TemplateFile file, int action) {
        var line = new StringBuilder();
        for (int i = action; i >= 0; i--) {
            String piece = between(file, i - 1, i);
            int begin = piece.lastIndexOf('\n');
            line.insert(0, piece.substring(begin + 1));
            if (begin >= 0 || i == 0 || file.keyword(i - 1) == Keyword.DEFINE) {
                break;
            }
            line.insert(0, file.keyword(i - 1) == Keyword.OUTPUT ? WRITTEN : "");
            if (isOtherBranch(file, i - 1, action)) {
                i = file.parent(i - 1) + 1;
            }
        }
        return line.toString();
    }

    private static String after(TemplateFile file, int action) {
        var line = new StringBuilder();
        for (int i = action; i < file.size(); i++) {
            String piece = between(file, i, i + 1);
            int end = piece.indexOf('\n');
            line.append(end < 0 ? piece : piece.substring(0, end));
            int next = i + 1;
            if (end >= 0 || next == file.size() || isEndOfDefine(file, next) || beginsLine(file, next)) {
                break;
            }
            line.append(file.keyword(next) == Keyword.OUTPUT ? WRITTEN : "");
            if (isOtherBranch(file, next, action)) {
                i = file.close(file.parent(next)) - 1;
            }
        }
        return line.toString();
    }

    /** Whether an action begins or ends another branch of a block that a second one stands in. */
    private static boolean isOtherBranch(TemplateFile file, int other, int action) {
        int opener = file.parent(other);
        return file.keyword(other) == Keyword.ELSE && opener < action && action < file.close(opener);
    }

    private static boolean isEndOfDefine(TemplateFile file, int action) {
        return file.defines().stream().anyMatch(define -> define.close() == action);
    }

    private static String between(TemplateFile file, int one, int other) {
        List<Action> actions = file.actions();
        int from = one < 0 ? 0 : actions.get(one).end();
        int to = other < actions.size()
                ? actions.get(other).start()
                : file.text().length();
        String piece = file.text().substring(from, to);
        if (one >= 0 && actions.get(one).trimsRight()) {
            piece = piece.stripLeading();
        }
        return other < actions.size() && actions.get(other).trimsLeft() ? piece.stripTrailing() : piece;
    }

    /** Whether a line around which it stands deeper begins a block of text. */
    private static boolean isInBlock(TemplateFile file, int action, int indented) {
        int at = file.offsetOf(action);
        TemplateFile.Define define = file.defineAround(action);
        int from = define == null ? 0 : file.actions().get(define.open()).end();
        List<String> lines = file.text().substring(from, at).lines().toList();
        boolean isAlone = at > from && file.text().charAt(at - 1) == '\n';
        int last = isAlone ? lines.size() : lines.size() - 1;
        int depth = indented;
        if (indented >= 0 && last >= 0 && !isAlone) {
            last++;
        } else if (indented < 0) {
            Expression expression = file.statement(action).expression();
            depth = expression instanceof Call call && call.function().equals("indent")
                    ? indent(expression)
                    : isAlone || last < 0 ? 0 : depth(lines.get(last));
        }
        for (int i = Math.min(last, lines.size()) - 1; i >= 0 && depth > 0; i--) {
            String line = lines.get(i);
            if (line.isBlank() || depth(line) >= depth) {
                continue;
            }
            if (BLOCK.matcher(line).find()) {
                return true;
            }
            if (!line.stripLeading().startsWith("{{")) {
                depth = depth(line);
            }
        }
        return false;
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** By how much {@code indent} moves text to the right; much where that is not written. */
    private static int indent(@Nullable Expression expression) {
        return expression instanceof Call call
                        && call.arguments().get(0) instanceof Constant constant
                        && constant.value() instanceof Long number
                ? number.intValue()
                : Integer.MAX_VALUE;
    }
}
