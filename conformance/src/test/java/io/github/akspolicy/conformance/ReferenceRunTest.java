package io.github.akspolicy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script of the reference run says of two versions; a run itself takes minutes and needs an installed plugin. */
class ReferenceRunTest {
    private static final Path SCRIPT =
            Path.of("src/main/scripts/reference-run.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Answer(int status, String text) {}

    private Path version(String name, Map<String, String> documents) throws Exception {
        Path version = folder.resolve(name);
        var hashes =
                new StringBuilder("# aks-policy-maven-plugin ").append(name).append('\n');
        for (Map.Entry<String, String> document : new TreeMap<>(documents).entrySet()) {
            Path file = version.resolve("documents").resolve(document.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, document.getValue());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            hashes.append(HexFormat.of().formatHex(hash) + "  ./" + document.getKey() + "\n");
        }
        Files.writeString(version.resolve("hashes.txt"), hashes);
        return version;
    }

    private static Answer run(Object... words) throws IOException, InterruptedException {
        return runs(SCRIPT, words);
    }

    private static Answer runs(Path script, Object... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", script.toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    @Test
    void anotherVersionThatSaysTheSameIsEqual() throws Exception {
        Map<String, String> documents = Map.of("store/list.txt", "pod/privileged\n", "store/a b.json", "{}\n");
        assertThat(run("diff", version("1", documents), version("2", documents)))
                .isEqualTo(new Answer(0, "reference-run: 0 documents differ\n"));
    }

    @Test
    void theFirstDocumentsThatDifferAreShownByLine() throws Exception {
        Path before =
                version("1", Map.of("a.txt", "same\nold\n", "b.txt", "old\n", "c.txt", "gone\n", "d.txt", "same\n"));
        Path after =
                version("2", Map.of("a.txt", "same\nnew\n", "b.txt", "new\n", "d.txt", "same\n", "e.txt", "more\n"));
        Answer answer = run("diff", before, after, "--show", 1);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text().lines())
                .contains("--- before/a.txt", "+++ after/a.txt", "-old", "+new", "differs: b.txt")
                .contains("only before: c.txt", "only after: e.txt", "reference-run: 4 documents differ");
    }

    /** The script beside a folder of kept hashes, as in the repository. */
    private Path copy() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("conformance/src/main/scripts"));
        return Files.copy(SCRIPT, scripts.resolve("reference-run.sh"));
    }

    @Test
    void keptHashesSayWhatDiffers() throws Exception {
        Path script = copy();
        Path before = version(
                "0.1.0",
                Map.of(
                        "store/a.txt",
                        "same\n",
                        "store/b.txt",
                        "old\n",
                        "charts/x/a.txt",
                        "1\n",
                        "charts/y.txt",
                        "2\n"));
        assertThat(runs(script, "keep", before)).isEqualTo(new Answer(0, "reference-run: 4 hashes kept for 0.1.0\n"));
        assertThat(runs(script, "diff", before)).isEqualTo(new Answer(0, "reference-run: 0 documents differ\n"));

        Files.move(before, folder.resolve("old"));
        Path after = version(
                "0.1.0",
                Map.of(
                        "store/a.txt",
                        "same\n",
                        "store/b.txt",
                        "new\n",
                        "store/c.txt",
                        "more\n",
                        "results/r.json",
                        "{}\n"));
        Answer answer = runs(script, "diff", after);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text().lines())
                .containsExactly(
                        "reference-run: not run here: charts (2 documents)",
                        "reference-run: no hashes kept: results (1 documents)",
                        "differs: store/b.txt",
                        "only after: store/c.txt",
                        "reference-run: 2 documents differ");
    }

    @Test
    void aVersionWithoutKeptHashesIsNotEqual() throws Exception {
        Answer answer = runs(copy(), "diff", version("0.2.0", Map.of("store/a.txt", "a\n")));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text()).contains("no hashes are kept for 0.2.0");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws Exception {
        assertThat(run("run", folder.resolve("out"), "--charts", "none"))
                .isEqualTo(new Answer(2, "reference-run: no folder none\n"));
        assertThat(run("run", folder.resolve("out"), "--results", "none"))
                .isEqualTo(new Answer(2, "reference-run: no folder none\n"));
    }

    @Test
    void wrongUsageSaysHow() throws Exception {
        assertThat(run("compare").status()).isEqualTo(2);
        assertThat(run().text())
                .contains(
                        "reference-run.sh run OUT",
                        "reference-run.sh diff [BEFORE] AFTER",
                        "reference-run.sh keep OUT");
    }
}
