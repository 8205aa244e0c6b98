package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page that a reader follows from top to bottom. A block whose first line is a comment with nothing but a path is that file, a
 * block of shell is typed into one terminal, a block of console is in what the commands before it have printed.
 */
final class GuidePage {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\\n((?s:.*?))^```$");
    private static final Pattern FILE = Pattern.compile("^(?:#|//) ([\\w./-]+)\\n");

    /** What a reader has whose aks-policy is the jar of the build, on the day of the pages; each of its exit codes is written down. */
    private static final String TERMINAL = """
        aks-policy() {
          local today=
          case "$*" in
            *--today*) ;;
            scan*|verify*|baseline*|fix*|init*|exemptions*) today=--today=2026-12-01 ;;
          esac
          "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$JAR" "$@" $today
          local code=$?
          echo $code >>"$CODES"
          return $code
        }
        """;

    private final String text;
    private final Path codes;
    private final Map<String, String> instead;
    private final List<String> used = new ArrayList<>();
    private Path folder;
    private String printed = "";
    private String log = "";

    /**
     * @param folder where the reader is
     * @param instead lines that no test can type, with what stands for each
     */
    GuidePage(String page, Path folder, Map<String, String> instead) throws IOException {
        this.text = Files.readString(Path.of("..").resolve(page));
        this.folder = folder.toRealPath();
        this.codes = Files.createTempFile("aks-policy", ".codes");
        this.instead = instead;
    }

    /** Follows the page, and gives the exit codes of aks-policy. */
    List<Integer> follow() throws IOException, InterruptedException {
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            Matcher file = FILE.matcher(block.group(2));
            if (block.group(1).equals("shell")) {
                type(block.group(2));
            } else if (block.group(1).equals("console")) {
                shows(block.group(2));
            } else if (file.find()) {
                Packaged.write(folder, file.group(1), block.group(2));
            }
        }
        assertThat(used).as("lines that the page does not have any more").containsAll(instead.keySet());
        List<Integer> found =
                Files.readAllLines(codes).stream().map(Integer::valueOf).toList();
        Files.delete(codes);
        return found;
    }

    /** All that was printed. */
    String log() {
        return log;
    }

    private void type(String lines) throws IOException, InterruptedException {
        String typed = lines;
        for (var line : instead.entrySet()) {
            if (typed.contains(line.getKey())) {
                typed = typed.replace(line.getKey(), line.getValue());
                used.add(line.getKey());
            }
        }
        Path last = Files.createTempFile("aks-policy", ".pwd");
        Packaged.Run run = Packaged.run(
                folder,
                List.of("bash", "-c", TERMINAL + typed + "\nend=$?; pwd >'" + last + "'; exit $end"),
                Map.of(
                        "JAVA",
                        Packaged.java().toString(),
                        "JAR",
                        Packaged.jar().toString(),
                        "CODES",
                        codes.toString(),
                        "GIT_CONFIG_COUNT",
                        "2",
                        "GIT_CONFIG_KEY_0",
                        "user.name",
                        "GIT_CONFIG_VALUE_0",
                        "reader",
                        "GIT_CONFIG_KEY_1",
                        "user.email",
                        "GIT_CONFIG_VALUE_1",
                        "reader@example.com"));
        printed = run.out() + run.err();
        log += printed;
        assertThat(run.code()).as(typed + printed).isIn(0, CommandLineTool.FINDINGS);
        folder = Path.of(Files.readString(last).strip());
        Files.delete(last);
    }

    /** In this order; … stands for any text, alone for any lines. What is printed is in the message, to paste it. */
    private void shows(String lines) {
        List<String> left = printed.lines().toList();
        for (String line : lines.lines().filter(line -> !line.equals("…")).toList()) {
            Pattern shown = Pattern.compile(
                    Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            int at = 0;
            while (at < left.size() && !shown.matcher(left.get(at)).matches()) {
                at++;
            }
            assertThat(at)
                    .as("\"%s\" is not printed, or not there. Paste what is:%n%s", line, printed)
                    .isLessThan(left.size());
            left = left.subList(at + 1, left.size());
        }
    }
}
