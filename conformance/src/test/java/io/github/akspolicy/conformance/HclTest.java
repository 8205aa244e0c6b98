package io.github.akspolicy.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our parser of HCL against HashiCorp's, on the {@code .tf} files of a folder and on mutations of them: {@code
 * -Daks-policy.hcl=FOLDER -Daks-policy.hcl.mutations=COUNT}.
 */
class HclTest {
    private static final String FOLDER = "aks-policy.hcl";
    private static final Path SCRIPTS = Path.of("src/main/scripts");
    private static final int ROUND = 20_000;

    /** Texts of more characters are not mutated: most of a round would be one of them. */
    private static final int LONGEST = 6_000;

    /** What has a meaning in HCL, or looks like it. */
    private static final List<String> FRAGMENTS = List.of(
            "\"",
            "${",
            "%{",
            "}",
            "{",
            "[",
            "]",
            "(",
            ")",
            "\n",
            "=",
            "==",
            ":",
            "?",
            ",",
            ".",
            "...",
            "=>",
            "~",
            "~}",
            "<<EOT\n",
            "<<-EOT\n",
            "EOT\n",
            "\nEOT\n",
            "#",
            "//",
            "/*",
            "*/",
            "$",
            "%",
            "$${",
            "%%{",
            "for ",
            "for a in b : ",
            "if ",
            "else",
            "endif",
            "endfor",
            "%{ if a }",
            "%{ else }",
            "%{ endif }",
            "%{ for x in y }",
            "%{ endfor }",
            "*",
            "[*]",
            ".*",
            ".0",
            ".0.1",
            "1e5",
            "1.",
            "0x1",
            "-",
            "!",
            "&&",
            "||",
            "&",
            "|",
            ";",
            "'",
            "`",
            "\\",
            "\\n",
            "\\u00e9",
            "\\x",
            "\r",
            "\r\n",
            "\t",
            "\ufeff",
            "é",
            "_",
            "null",
            "true",
            "a",
            "a b",
            "a=1",
            "a = 1\n",
            "b {}\n",
            "b \"c\" {\n}\n",
            "c { d = 1 }",
            "c { d = 1 e = 2 }",
            "::",
            "a::b()",
            "f(a...)",
            "f(a,)",
            "@",
            "^",
            "\u200b",
            "\u2028",
            "x-y",
            "-x",
            "1a",
            " ",
            "  ");

    @Test
    void hashicorpTakesAndRefusesTheSame(@TempDir Path work) throws Exception {
        String folder = System.getProperty(FOLDER, "");
        String missing = "hcl: no files; give -D" + FOLDER + "=FOLDER with .tf files";
        if (folder.isEmpty()) {
            System.out.println(missing);
        }
        assumeTrue(!folder.isEmpty(), missing);
        List<String> texts = texts(Path.of(folder));
        int count = Integer.getInteger("aks-policy.hcl.mutations", 0);
        var random = new Random(Long.getLong("aks-policy.hcl.seed", 1));
        var differences = new ArrayList<>(differences(texts, work));
        List<String> small =
                texts.stream().filter(text -> text.length() < LONGEST).toList();
        for (int done = 0; done < count; done += ROUND) {
            List<String> mutations = Stream.generate(() -> mutation(small.get(random.nextInt(small.size())), random))
                    .limit(Math.min(ROUND, count - done))
                    .toList();
            differences.addAll(differences(mutations, work));
        }

        System.out.println(
                "hcl: " + texts.size() + " files, " + count + " mutations, " + differences.size() + " differ");
        assertThat(texts).isNotEmpty();
        assertThat(differences).isEmpty();
    }

    private static List<String> texts(Path folder) throws IOException {
        var texts = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".tf") && Files.isRegularFile(path))
                    .sorted()
                    .toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\0", ""));
            }
        }
        return texts;
    }

    /** Some lines of a text with one to three changes. */
    private static String mutation(String text, Random random) {
        List<String> lines = List.of(text.split("(?<=\n)"));
        String changed = text;
        if (lines.size() > 12 && random.nextInt(10) < 7) {
            int from = random.nextInt(lines.size() - 11);
            changed = String.join("", lines.subList(from, from + 3 + random.nextInt(9)));
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + 1 + random.nextInt(3));
            String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            changed = changed.substring(0, at)
                    + switch (random.nextInt(10)) {
                        case 0, 1 -> changed.substring(end);
                        case 2 -> fragment + changed.substring(end);
                        case 3 -> {
                            int from = random.nextInt(changed.length() + 1);
                            yield changed.substring(from, Math.min(changed.length(), from + 40))
                                    + changed.substring(at);
                        }
                        default -> fragment + changed.substring(at);
                    };
        }
        return changed;
    }

    private static List<String> differences(List<String> texts, Path work) throws Exception {
        Path input = work.resolve("texts");
        Path output = work.resolve("verdicts");
        Files.writeString(input, String.join("\0", texts) + "\0");
        Path packages = Path.of("target/hcl");
        run("sh", SCRIPTS.resolve("fetch-hcl.sh").toString(), packages.toString());
        run(
                "node",
                SCRIPTS.resolve("hcl-verdicts.js").toString(),
                packages.toString(),
                input.toString(),
                output.toString());
        List<String> verdicts = Files.readAllLines(output);
        assertThat(verdicts).hasSameSizeAs(texts);
        var differences = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            String refusal = refusal(texts.get(i));
            if (refusal.isEmpty() != verdicts.get(i).equals("ok")) {
                differences.add("HashiCorp: " + verdicts.get(i) + "\nwe: " + refusal + "\n" + texts.get(i));
            }
        }
        return differences;
    }

    private static String refusal(String text) {
        try {
            Parser.file(text);
            return "";
        } catch (HclException refused) {
            return refused.at() + " " + refused.getMessage();
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
