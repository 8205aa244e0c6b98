package io.github.akspolicy.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lines of a manifest, template or values file in which only what is plainly no secret is readable: keys, words of
 * letters, numbers, template code. What {@link Redaction} knows is masked besides; this is for what nobody has declared
 * a secret, such as a password in a values file that no Secret uses.
 */
final class MaskedLines {
    static final String MASK = "«…»";

    private static final int LONGEST = 180;
    /** A key or name that says that what follows may be secret. */
    static final Pattern TELLING = Pattern.compile(
            "pass|pwd|secret|token|key|cred|conn|auth(?!orizedIP)|cert|sas\\b|\\bpat\\b|private|stringData|login|hash|salt"
                    + "|(?<!as)sig(?!nal)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY = Pattern.compile("^\\s*+(?:-\\s++)*+([\"']?)([A-Za-z0-9_./-]+)\\1\\s*:(?=\\s|$)");
    /** Where a block of Terraform or a resource of Bicep begins: its type and its name. */
    private static final Pattern BLOCK = Pattern.compile(
            "\\s*+(?:(?:resource|data|module|variable|output|dynamic)\\s++\"[A-Za-z0-9_-]{1,80}+\"(?:\\s++\"[A-Za-z0-9_-]{1,80}+\")?+"
                    + "|(?:resource|module)\\s++\\w{1,80}+\\s++'[A-Za-z0-9._/@-]{1,120}+'\\s++=)\\s*+\\{\\s*+");

    /** An argument of Terraform. */
    private static final Pattern ARGUMENT = Pattern.compile("^(\\s*+[a-z][a-z0-9_]{0,80}+\\s++=)(\\s.*)$");

    private static final Pattern BLOCK_SCALAR = Pattern.compile("[|>][-+0-9]*\\s*(#.*)?$");
    private static final Pattern SECRET = Pattern.compile("^kind:\\s*[\"']?Secret[\"']?\\s*(#.*)?$");
    /** What ends a line to YAML and not to an editor. */
    private static final Pattern BREAK = Pattern.compile("[\u0085\u2028\u2029]");

    private static final Pattern SWITCH = Pattern.compile("\\s*+(?:(?:true|false|null|~)\\s*+)?(?:,\\s*+)?(?:#.*)?$");
    /** Values of these keys are names that everybody may read. */
    private static final Pattern OPEN_KEY = Pattern.compile(
            "apiVersion|kind|name|namespace|image|repository|tag|path|mountPath|app|chart|version|type|values");

    private final List<String> masked = new ArrayList<>();
    private boolean isSecret;
    /** Whether a line here is several to YAML: what they hold is not told apart. */
    private boolean isOpaque;

    /** Lines that are indented deeper than this are masked in full; -1 when none are. */
    private int maskedBelow = -1;

    private boolean telling;
    private int tellingIndent;
    /** Items that are indented this deep or deeper are names; -1 when none are. */
    private int namesFrom = -1;

    private MaskedLines() {}

    static List<String> of(String text) {
        var lines = new MaskedLines();
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 || all.get(i).startsWith("---")) {
                lines.isSecret = isSecret(all, i);
                lines.isOpaque =
                        ofDocument(all, i).anyMatch(line -> BREAK.matcher(line).find());
                lines.maskedBelow = -1;
                lines.telling = false;
                lines.namesFrom = -1;
            }
            lines.masked.add(lines.mask(all.get(i)));
        }
        return lines.masked;
    }

    private static boolean isSecret(List<String> lines, int start) {
        return ofDocument(lines, start).anyMatch(line -> SECRET.matcher(line).find());
    }

    /** The lines of the document that begins with a line. */
    private static Stream<String> ofDocument(List<String> lines, int start) {
        return IntStream.range(start, lines.size())
                .takeWhile(i -> i == start || !lines.get(i).startsWith("---"))
                .mapToObj(lines::get);
    }

    private String mask(String line) {
        int indent = indent(line);
        boolean blank = line.isBlank();
        if (isOpaque) {
            return blank ? "" : " ".repeat(Math.min(indent, LONGEST)) + MASK;
        }
        if (!blank && maskedBelow >= 0 && indent <= maskedBelow) {
            maskedBelow = -1;
        }
        if (maskedBelow >= 0) {
            return blank ? "" : " ".repeat(Math.min(indent, LONGEST)) + MASK;
        }
        Matcher key = KEY.matcher(line);
        if (!key.find()) {
            boolean named = namesFrom >= 0 && indent >= namesFrom && line.startsWith("- ", indent);
            if (!isSecret && BLOCK.matcher(line).matches()) {
                return shortened(line);
            }
            Matcher argument = ARGUMENT.matcher(line);
            if (!isSecret
                    && argument.matches()
                    && !TELLING.matcher(argument.group(1)).find()) {
                return shortened(argument.group(1) + OpenWords.unlessTelling(argument.group(2)));
            }
            String start = line.substring(0, indent);
            String rest = line.substring(indent);
            if (isSecret && TELLING.matcher(line).find()) {
                return shortened(start + MASK);
            }
            return shortened(start + (named ? OpenWords.ofNames(rest) : OpenWords.unlessTelling(rest)));
        }
        String head = line.substring(0, key.end());
        String rest = line.substring(key.end());
        if (!isSecret
                && OpenWords.isNaming(key.group(2))
                && !BLOCK_SCALAR.matcher(rest).find()) {
            namesFrom = rest.isBlank() ? indent : -1;
            return shortened(head + OpenWords.ofNames(rest));
        }
        namesFrom = -1;
        boolean says = TELLING.matcher(key.group(2)).find();
        boolean follows = telling && indent >= tellingIndent && key.group(2).matches("value|default|data");
        if (key.group(2).equals("name")) {
            telling = TELLING.matcher(rest).find();
            tellingIndent = indent;
        } else if (indent < tellingIndent) {
            telling = false;
        }
        if (BLOCK_SCALAR.matcher(rest).find() || ((says || follows) && rest.isBlank() && !isStructure(key.group(2)))) {
            maskedBelow = indent;
            return shortened(head + (rest.isBlank() ? "" : " " + rest.strip().charAt(0)));
        }
        if (OPEN_KEY.matcher(key.group(2)).matches()
                && !TELLING.matcher(key.group(2)).find()) {
            return shortened(head
                    + (isSecret && !rest.isBlank() && !key.group(2).matches("apiVersion|kind|name")
                            ? " " + MASK
                            : rest));
        }
        if (says || follows || isSecret) {
            return shortened(SWITCH.matcher(rest).matches() ? line : head + " " + MASK);
        }
        return shortened(head + OpenWords.unlessTelling(rest));
    }

    /** Keys of Kubernetes that say "secret" and hold objects, whose own keys decide. */
    private static boolean isStructure(String key) {
        return key.matches("secretKeyRef|configMapKeyRef|secretRef|imagePullSecrets|secrets|secret|secretObjects|"
                + "serviceAccountToken|certificate|keyVault|roleRef");
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
