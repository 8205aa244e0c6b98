package io.github.akspolicy.manifest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes whole files up: documents behind each other with separators, comments, directives, tags, byte order marks, line breaks
 * and encodings of all kinds, so that what a reader takes for the end of a comment, a line or a document decides what is there.
 */
final class KubectlTextGenerator {
    private static final String[] BREAKS = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\n\n", "\n\r", "\r\r\n"};
    private static final String[] SPACES = {
        " ", "  ", "\t", "\u00a0", "\u3000", "\u200b", "\f", "\u000b", "\ufeff", "\u0085", "\u2028", "\u2029", "\u001c"
    };
    private static final String[] SEPARATORS = {
        "---",
        "---",
        "---",
        "--- ",
        "---\t",
        "--- # c",
        "---# c",
        "---#",
        " ---",
        "----",
        "---x",
        "--- x",
        "--- {}",
        "--- |",
        "--- !!map",
        "--- &a",
        "--- \"a\"",
        "--- #",
        "---\u00a0",
        "---\u3000",
        "---\ufeff",
        "\ufeff---",
        "--",
        "...",
        "... # c",
        "...#",
        " ...",
        "... x",
        "---%",
        "+++",
        "# ---",
        "--- --- ",
        "---\r",
        "...\r---",
        "---\r---",
        "---\f"
    };
    private static final String[] DIRECTIVES = {
        "%YAML 1.1",
        "%YAML 1.2",
        "%YAML 2.0",
        "%TAG ! tag:x,2026:",
        "%TAG !! tag:yaml.org,2002:",
        "%FOO",
        "%",
        " %YAML 1.1",
        "%YAML 1.1 # c",
        "%YAML 1.1\n%YAML 1.1",
        "%TAG !e! x"
    };
    private static final String[] TAGS = {
        "!!str ",
        "!!map ",
        "! ",
        "!x ",
        "!<tag:yaml.org,2002:str> ",
        "&a ",
        "!!int ",
        "!!binary ",
        "!!seq ",
        "!e!x ",
        "&a !!str ",
        "!!map &b ",
        "!!null ",
        "!!bool ",
        "!!float "
    };
    private static final String[] KINDS = {
        "Thing",
        "Pod",
        "Deployment",
        "'Pod'",
        "\"Pod\"",
        "\"P\\x6fd\"",
        "\"Po\\\n  d\"",
        ">-\n  Pod",
        "|-\n  Pod",
        "|\n  Pod",
        ">\n  Pod",
        "Pod # c",
        "Pod#c",
        "!!str Pod",
        "*a",
        "|+\n  Pod",
        "'Po''d'",
        "|-\n  Pod\n  #c",
        "\"Pod\\n\"",
        "12",
        "~",
        "yes"
    };
    private static final String SIGNS =
            ":-?[]{},#&*!|>'\"%@`= \t\n~<.\\/x1\r\u0085\u2028\u2029\ufeff\u00a0\u0000\u0007\u007f";

    private final Random random;

    KubectlTextGenerator(long seed) {
        this.random = new Random(seed);
    }

    List<KubectlCase> cases(int count) {
        var cases = new ArrayList<KubectlCase>(count);
        while (cases.size() < count) {
            cases.add(encoded(text()));
        }
        return cases;
    }

    private String text() {
        boolean exotic = one(3);
        var text = new StringBuilder(one(10) ? prelude() : "");
        int documents = 1 + random.nextInt(3);
        for (int i = 0; i < documents; i++) {
            if (i > 0 || one(4)) {
                text.append(separator()).append(lineBreak(exotic));
            }
            text.append(document(exotic));
        }
        if (one(12)) {
            text.append(pick(SEPARATORS)).append(one(2) ? "" : lineBreak(exotic));
        }
        if (one(4) && !text.toString().endsWith(Kubectl.NAME)) {
            // a file that ends within its last line
            text.setLength(Math.max(0, text.length() - 1));
        }
        return one(12) ? mutated(text.toString()) : text.toString();
    }

    private String prelude() {
        return switch (random.nextInt(6)) {
            case 0 -> pick(DIRECTIVES) + lineBreak(true);
            case 1 -> pick(SPACES) + pick(SPACES);
            case 2 -> "\ufeff".repeat(1 + random.nextInt(2));
            case 3 -> lineBreak(true) + lineBreak(true);
            case 4 -> comment() + lineBreak(true);
            default -> pick(DIRECTIVES) + lineBreak(true) + "---" + lineBreak(true);
        };
    }

    private String separator() {
        return one(12) ? pick(SEPARATORS) : "---";
    }

    private String document(boolean exotic) {
        var text = new StringBuilder();
        while (one(5)) {
            text.append(comment()).append(lineBreak(exotic));
        }
        switch (random.nextInt(20)) {
            case 0 -> text.append(json());
            case 1 -> text.append(flow());
            case 2 -> text.append(one(2) ? "" : comment()).append(lineBreak(exotic));
            case 3 -> hidden(text);
            case 4 -> text.append(pick("null", "~", "{}", "[]", "abc", "''", "- a", "!!map", "&a", "? ", "!!null ''"));
            default -> block(text, exotic);
        }
        while (one(5)) {
            text.append(comment()).append(lineBreak(exotic));
        }
        return text.toString();
    }

    /** An object that only a break of YAML divides from a comment, separator or directive before it. */
    private void hidden(StringBuilder text) {
        text.append(pick(
                "# c",
                "#",
                "---",
                "--- #",
                "# c\u2028# d",
                "%FOO",
                "...",
                " ",
                "\t",
                "\t#",
                "a: 1",
                "# c\r#",
                "'",
                "|"));
        String end = pick("\u0085", "\u2028", "\u2029", "\r");
        text.append(end);
        if (one(2)) {
            String[] lines = block().split("\n", -1);
            text.append(String.join(end, lines));
        } else {
            text.append(block());
        }
    }

    private String block() {
        var text = new StringBuilder();
        block(text, false);
        return text.toString();
    }

    private void block(StringBuilder text, boolean exotic) {
        String indent = one(24) ? pick(SPACES) : "";
        List<String> lines = new ArrayList<>(List.of(
                "apiVersion: " + (one(40) ? pick(TAGS) : "") + (one(6) ? pick("\"x/v1\"", "'x/v1'", "v1") : "x/v1"),
                "kind: " + (one(40) ? pick(TAGS) : "") + (one(4) ? pick(KINDS) : "Pod"),
                one(3) ? "metadata:\n  name: CASE" : "metadata: {name: CASE}"));
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            lines.add("k" + i + ": " + value());
        }
        if (one(6)) {
            java.util.Collections.shuffle(lines, random);
        }
        for (String line : lines) {
            String broken = exotic && one(4) ? line.replace("\n", lineBreak(true)) : line;
            text.append(indent).append(broken);
            if (one(8)) {
                text.append(one(2) ? pick(SPACES) : "").append(comment());
            } else if (one(12)) {
                text.append(pick(SPACES));
            }
            text.append(lineBreak(exotic));
            if (one(14)) {
                text.append(one(2) ? comment() : pick(SPACES)).append(lineBreak(exotic));
            }
        }
    }

    private String value() {
        return switch (random.nextInt(9)) {
            case 0 -> "|" + pick("", "-", "+") + "\n  a\n  # c\n  b" + pick("", "\n", "\n\n", "\n  ", "\n # c");
            case 1 -> ">" + pick("", "-", "+") + "\n  a\n  b\n\n  c" + pick("", "\n", "\n\n", "\n  ", "\n # c");
            case 2 -> "\"a" + lineBreak(true) + "  b\"";
            case 3 -> "'a" + lineBreak(true) + "  b'";
            case 4 -> "a" + lineBreak(true) + "  b";
            case 5 ->
                one(3)
                        ? "{a: 1, b: [c]}"
                        : pick(
                                "{a:, b: c}",
                                "{a: , b: c}",
                                "{a:}",
                                "[a:, b]",
                                "{a, b}",
                                "{a:1}",
                                "[a,, b]",
                                "{? a, b}",
                                "{a: b,}",
                                "{:}",
                                "{a:[b]}",
                                "{a:{b}}",
                                "[a:]",
                                "{'a':, b: c}",
                                "{\"a\":b}",
                                "[:, a]",
                                "{a::, b: c}",
                                "{a:,}",
                                "[a:,b:]",
                                "{:a, b}");
            case 6 -> "{a: 1," + lineBreak(true) + " b: 2}";
            case 7 -> pick(SPACES) + "a" + pick(SPACES);
            default ->
                one(5)
                        ? pick("- a", "*a", "a: b", "%a", "\n%a", "[", "'", "@a")
                        : pick("1", "a", "~", "''", "true", "a # c", "#c", "\n- a\n- b", "\n  b: c", "-a", "a:b", "a%");
        };
    }

    private String json() {
        return pick(
                        "{\"apiVersion\":\"x/v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"CASE\"}}",
                        "{\"apiVersion\":\"x/v1\"," + lineBreak(true)
                                + "\"kind\":\"Pod\",\"metadata\":{\"name\":\"CASE\"}}",
                        "{\"kind\":\"Pod\",\"apiVersion\":\"x/v1\",\"metadata\":{\"name\":\"CASE\"},\"a\":\"\u2028\"}",
                        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"apiVersion\":\"x/v1\",\"kind\":\"Pod\","
                                + "\"metadata\":{\"name\":\"CASE\"}}]}")
                + (one(2) ? "\n" : "");
    }

    private String flow() {
        String end = lineBreak(true);
        return pick(
                        "{apiVersion: x/v1, kind: Pod, metadata: {name: CASE}}",
                        "{apiVersion: x/v1," + end + "kind: Pod," + end + "metadata: {name: CASE}}",
                        "{apiVersion: x/v1, # c" + end + "kind: Pod, metadata: {name: CASE}, a:}",
                        "{apiVersion: x/v1, kind: Pod, metadata: {name: CASE}, a:, b: c}",
                        "{\"apiVersion\":x/v1, \"kind\":Pod, metadata: {name: CASE}}",
                        "apiVersion: v1\nkind: List\nitems: [{apiVersion: x/v1, kind: Pod, metadata: {name: CASE}}]")
                + "\n";
    }

    private String comment() {
        return (one(10) ? pick(SPACES) : "") + "#"
                + pick("", " c", " a: b", "---", " ---", " CASE", "%", "\u00a0", "\t", "\u2028x", "\rx", "\u0085#");
    }

    private String lineBreak(boolean exotic) {
        return exotic && one(6) ? pick(BREAKS) : "\n";
    }

    private KubectlCase encoded(String text) {
        return switch (random.nextInt(24)) {
            case 0 -> KubectlCase.file("\ufeff" + text);
            case 1 -> new KubectlCase(("\ufeff" + text).getBytes(UTF_16LE), "utf16le", null);
            case 2 -> new KubectlCase(("\ufeff" + text).getBytes(UTF_16BE), "utf16be", null);
            case 3 -> invalid(text);
            default -> KubectlCase.file(text);
        };
    }

    /** A byte that is not UTF-8, or a NUL. */
    private KubectlCase invalid(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        if (bytes.length > 0 && Kubectl.NAME.indexOf(bytes[at]) < 0) {
            bytes[at] = (byte) (one(2) ? 0x80 + random.nextInt(128) : random.nextInt(32));
        }
        return new KubectlCase(bytes, "", null);
    }

    /** Some characters changed, but none of a name: by it the file is found again. */
    private String mutated(String text) {
        var changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && changed.length() > 0; i++) {
            int at = random.nextInt(changed.length());
            if (isOfName(changed, at)) {
                continue;
            }
            char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, sign);
                case 1 -> changed.setCharAt(at, sign);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }

    private static boolean isOfName(CharSequence text, int at) {
        return Kubectl.NAME.indexOf(text.charAt(at)) >= 0;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
