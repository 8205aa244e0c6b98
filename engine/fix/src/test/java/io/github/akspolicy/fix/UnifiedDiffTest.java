package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.evaluate.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The patch is one that git takes: applied to the old files it gives the new ones, byte by byte. */
class UnifiedDiffTest {
    @TempDir
    private Path folder;

    private static SourceText of(String text) throws Refusal {
        return SourceText.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceText replace(SourceText text, String old, String now) {
        int at = text.text().indexOf(old);
        return text.with(new TextEdit(at, at + old.length(), now));
    }

    private static String lines(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append("line ").append(i).append('\n');
        }
        return text.toString();
    }

    private static String diff(String path, SourceText text) throws IOException {
        var changed = new TreeMap<String, SourceText>();
        changed.put(path, text);
        return new String(
                new UnifiedDiff(new Confidential(new Redaction(Set.of("hunter22"), Set.of()), Set.of())).write(changed),
                StandardCharsets.UTF_8);
    }

    @Test
    void writesHunksWithThreeLinesAround() throws Exception {
        SourceText text = replace(of(lines(1, 20)), "line 10\n", "line ten\nand more\n");

        assertThat(diff("a/b.yaml", text))
                .isEqualTo("diff --git a/a/b.yaml b/a/b.yaml\n--- a/a/b.yaml\n+++ b/a/b.yaml\n"
                        + "@@ -7,7 +7,8 @@\n line 7\n line 8\n line 9\n-line 10\n+line ten\n+and more\n line 11\n"
                        + " line 12\n line 13\n");
    }

    @Test
    void appliesWithGit() throws Exception {
        assumeTrue(git(folder, "--version") == 0, "git is not on the PATH: whether it takes the patch is not tried");
        git(folder, "init", "-q");
        List<String> olds = List.of(
                lines(1, 30),
                "a: 1\r\nb: 2\r\nc: 3",
                "\uFEFFa: 1\nb: 2\nc: 3",
                "a: 1",
                lines(1, 3) + "password: hunter22\n" + lines(5, 9));
        List<SourceText> news = List.of(
                replace(
                        replace(replace(of(olds.get(0)), "line 2\n", ""), "line 9\n", "line nine\n"),
                        "line 30\n",
                        "x\n"),
                replace(of(olds.get(1)), "b: 2\n", "b: 3\nbb: 4\n"),
                replace(replace(of(olds.get(2)), "a: 1", "a: 2"), "c: 3", "c: 3\nd: 4"),
                replace(of(olds.get(3)), "a: 1", "a:\n  b: 1"),
                replace(replace(of(olds.get(4)), "line 2\n", "2\n"), "line 6\n", "6\n"));
        var changed = new TreeMap<String, SourceText>();
        for (int i = 0; i < olds.size(); i++) {
            String path = i == 3 ? "sub/tést \"x\".yaml" : "sub/" + i + ".yaml";
            Files.createDirectories(folder.resolve("sub"));
            Files.writeString(folder.resolve(path), olds.get(i));
            changed.put(path, news.get(i));
        }
        byte[] patch =
                new UnifiedDiff(new Confidential(new Redaction(Set.of("hunter22"), Set.of()), Set.of())).write(changed);
        assertThat(new String(patch, StandardCharsets.UTF_8)).doesNotContain("hunter22");
        Files.write(folder.resolve("fix.patch"), patch);

        assertThat(git(folder, "apply", "fix.patch")).isZero();

        for (var file : changed.entrySet()) {
            assertThat(Files.readAllBytes(folder.resolve(file.getKey())))
                    .isEqualTo(file.getValue().bytes());
        }
    }

    private static int git(Path folder, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            return -1;
        }
    }
}
