package io.github.akspolicy.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The chosen cases of {@code kubectl-cases.txt}, which says its format itself. */
final class KubectlCases {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|\\{(\\d+)(.)}|(.))");
    private static final String DIFFERS = "differs: ";

    private KubectlCases() {}

    static List<KubectlCase> all() throws IOException {
        var cases = new ArrayList<KubectlCase>();
        String reason = null;
        try (var in = Objects.requireNonNull(KubectlCases.class.getResourceAsStream("kubectl-cases.txt"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (line.startsWith(DIFFERS)) {
                    reason = line.substring(DIFFERS.length());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    int space = line.indexOf(' ');
                    cases.add(parse(line.substring(0, space), unescape(line.substring(space + 1)), reason));
                    reason = null;
                }
            }
        }
        return cases;
    }

    private static KubectlCase parse(String kind, String text, @Nullable String reason) {
        byte[] bytes = switch (kind) {
            case "value" -> (KubectlCase.HEAD + "data: " + text).getBytes(UTF_8);
            case "key" -> (KubectlCase.HEAD + "data: {" + text + ": x}").getBytes(UTF_8);
            case "fields" -> (KubectlCase.HEAD + text).getBytes(UTF_8);
            case "file" -> text.getBytes(UTF_8);
            case "utf16le" -> text.getBytes(UTF_16LE);
            case "utf16be" -> text.getBytes(UTF_16BE);
            case "latin1" -> text.getBytes(ISO_8859_1);
            default -> throw new IllegalArgumentException("no kind of case: " + kind);
        };
        return new KubectlCase(bytes, kind.startsWith("utf16") ? kind : "", reason);
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(unescape(match)));
    }

    private static String unescape(MatchResult match) {
        if (match.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(match.group(1), 16));
        }
        if (match.group(2) != null) {
            return match.group(3).repeat(Integer.parseInt(match.group(2)));
        }
        return switch (match.group(4)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\\" -> "\\";
            default -> throw new IllegalArgumentException("no escape: " + match.group());
        };
    }
}
