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
        var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
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

    @Test
    void wrongUsageSaysHow() throws Exception {
        assertThat(run("compare").status()).isEqualTo(2);
        assertThat(run().text()).contains("reference-run.sh run OUT", "reference-run.sh diff BEFORE AFTER");
    }
}
