package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes cases up: scalars that look like numbers and words, nested structures in all styles, and slightly broken ones. */
final class KubectlCaseGenerator {
    private static final String[] WORDS = {
        "yes",
        "No",
        "ON",
        "off",
        "true",
        "False",
        "NULL",
        "null",
        "~",
        "y",
        "N",
        "tRUE",
        ".inf",
        ".NaN",
        "-.INF",
        "<<",
        "=",
        "plain",
        "two words",
        "a:b",
        "http://h:80/p?q#f",
        "-x",
        "?x",
        "x#y",
        "a-b_c.d/e",
        "1.2.3",
        "v1",
        "12Gi",
        "100m",
        "0x1F",
        "0o17",
        "017",
        "0b11",
        "1_000",
        "1e3",
        "1.0",
        "-0",
        "0.1",
        "12:30:45",
        "2001-01-01",
        "é",
        "日本",
        "😀",
        "{{x}}",
        "%a",
        "@a",
        "|",
        ">",
        "a, b",
        "[a",
        "a]",
        "'",
        "\"",
        "it's",
        "\\n",
        "--",
        "...",
        "a\tb"
    };
    private static final String NUMBERS = "00112345678899__..++--eExXoObBaAfF";
    private static final String LETTERS = "yYeEsSnNoOfFtTrRuUaAlL~.iI";
    private static final String SIGNS = ":-?[]{},#&*!|>'\"%@`= \t\n~<.\\/x1";

    private final Random random;

    KubectlCaseGenerator(long seed) {
        this.random = new Random(seed);
    }

    List<KubectlCase> cases(int count) {
        var cases = new ArrayList<KubectlCase>(count);
        while (cases.size() < count) {
            cases.add(
                    switch (random.nextInt(6)) {
                        case 0 -> KubectlCase.fields("data: " + scalar() + "\n");
                        case 1 ->
                            KubectlCase.fields("data: {" + flowSafe(scalar()) + ": " + flowSafe(scalar()) + "}\n");
                        case 2 -> KubectlCase.fields(scalar() + ": [" + flowSafe(scalar()) + "]\n");
                        case 3 -> KubectlCase.fields("data:" + block(1, 3));
                        case 4 -> KubectlCase.fields("data: " + flow(3) + "\n");
                        default -> KubectlCase.fields(mutated("data:" + block(1, 2)));
                    });
        }
        return cases;
    }

    /** A scalar text, mostly one that some reader takes for a number or a word. */
    private String scalar() {
        return switch (random.nextInt(4)) {
            case 0 -> WORDS[random.nextInt(WORDS.length)];
            case 1 -> letters(LETTERS, 1 + random.nextInt(5));
            default -> letters(NUMBERS, 1 + random.nextInt(random.nextInt(5) == 0 ? 24 : 7));
        };
    }

    private String letters(String alphabet, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String flowSafe(String scalar) {
        return scalar.replaceAll("[\\[\\]{},]", "");
    }

    /** A value after its key or dash: a scalar on the same line, or a mapping or list below. */
    private String block(int indent, int depth) {
        int choice = depth == 0 ? random.nextInt(5) : random.nextInt(9);
        String pad = " ".repeat(2 * indent);
        return switch (choice) {
            case 0, 1 -> " " + scalar() + comment() + "\n";
            case 2 -> " " + quoted() + comment() + "\n";
            case 3 -> blockScalar(pad);
            case 4 -> " " + flow(1) + comment() + "\n";
            case 5, 6 -> {
                var text = new StringBuilder(comment() + "\n");
                int items = 1 + random.nextInt(3);
                for (int i = 0; i < items; i++) {
                    text.append(pad).append(key(i)).append(':').append(block(indent + 1, depth - 1));
                }
                yield text.toString();
            }
            default -> {
                var text = new StringBuilder("\n");
                int items = 1 + random.nextInt(3);
                for (int i = 0; i < items; i++) {
                    text.append(pad).append("-").append(block(indent + 1, depth - 1));
                }
                yield text.toString();
            }
        };
    }

    private String comment() {
        return random.nextInt(6) == 0 ? " # " + scalar().replace('\t', ' ') : "";
    }

    private String quoted() {
        String text = scalar();
        return switch (random.nextInt(3)) {
            case 0 -> "'" + text.replace("'", "''") + "'";
            case 1 -> "'" + text.replace("'", "''") + "\n        more'";
            default ->
                "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + (random.nextBoolean() ? "\\u00e9\\n" : "")
                        + "\"";
        };
    }

    private String blockScalar(String pad) {
        var text = new StringBuilder(random.nextBoolean() ? " |" : " >")
                .append(letters("+- ", 1).trim())
                .append("\n");
        int lines = random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            boolean empty = random.nextInt(4) == 0;
            text.append(empty ? "" : pad + (i > 0 && random.nextInt(4) == 0 ? "  " : "") + scalar())
                    .append("\n");
        }
        return text.toString();
    }

    private String flow(int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(4);
        if (choice < 2) {
            return random.nextBoolean() ? flowSafe(scalar()) : quoted();
        }
        var text = new StringBuilder();
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            text.append(i == 0 ? "" : random.nextBoolean() ? ", " : ",\n   ");
            text.append(choice == 2 ? key(i) + (random.nextInt(5) == 0 ? "" : ": ") : "")
                    .append(flow(depth - 1));
        }
        return choice == 2 ? "{" + text + "}" : "[" + text + "]";
    }

    /** A key that is mostly new in its mapping. */
    private String key(int number) {
        return "k" + (random.nextInt(8) == 0 ? random.nextInt(number + 1) : number);
    }

    private String mutated(String text) {
        var changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.length());
            char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, sign);
                case 1 -> changed.setCharAt(at, sign);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
