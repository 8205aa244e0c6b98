package io.github.akspolicy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFolderTest {
    private static final String TEXT = "apiVersion: v1\n";

    @TempDir
    private Path root;

    /** What a folder hands over. */
    private static final class Collected implements Release.Receiver {
        private final List<String> files = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        @Override
        public void file(ManifestFile file) {
            files.add(file.path());
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem.toString());
        }
    }

    @Test
    void goesOnAfterAFileThatCannotBeRead() throws IOException {
        Files.writeString(root.resolve("a.yaml"), TEXT);
        Files.write(root.resolve("binary.yaml"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, (byte) 0xff});
        Files.write(root.resolve("latin.yaml"), "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(root.resolve("z.yaml"), TEXT);
        Collected collected = read(ReadLimits.DEFAULT);
        assertThat(collected.files).containsExactly("a.yaml", "z.yaml");
        assertThat(collected.problems)
                .hasSize(2)
                .satisfiesExactly(
                        binary -> assertThat(binary).startsWith("binary.yaml:1:"),
                        latin -> assertThat(latin).startsWith("latin.yaml:1:"));
    }

    @Test
    void unreadableFileIsAProblem() throws IOException {
        Path file = Files.writeString(root.resolve("a.yaml"), TEXT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Collected collected = read(ReadLimits.DEFAULT);
        if (Files.isReadable(file)) {
            // the superuser reads everything
            assertThat(collected.files).containsExactly("a.yaml");
        } else {
            assertThat(collected.problems).containsExactly("a.yaml:1:1: the file cannot be read: permission denied");
        }
    }

    @Test
    void fileThatVanishedIsAProblem() {
        var walk = new FolderWalk(List.of(root.resolve("gone.yaml")), List.of(), List.of());
        var collected = new Collected();
        folder(walk, ReadLimits.DEFAULT).read(collected);
        assertThat(collected.problems).containsExactly("gone.yaml:1:1: the file cannot be read: it does not exist");
    }

    /** A sparse file of 3 GB, which would not even fit an array: it is refused by its size alone. */
    @Test
    void hugeFileIsNotRead() throws IOException {
        try (var file = new RandomAccessFile(root.resolve("huge.yaml").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        Collected collected = read(ReadLimits.DEFAULT);
        assertThat(collected.files).isEmpty();
        assertThat(collected.problems)
                .containsExactly("huge.yaml:1:1: the file is longer than 67108864 characters"
                        + " (split it, exclude it, or raise limits.maxCharacters)");
    }

    @Test
    void chartAmongManifestsIsAProblem() throws IOException {
        Files.writeString(root.resolve("a.yaml"), TEXT);
        Files.createDirectories(root.resolve("sub/chart"));
        Files.writeString(root.resolve("sub/chart/Chart.yaml"), "name: chart\n");
        Collected collected = read(ReadLimits.DEFAULT);
        assertThat(collected.files).containsExactly("a.yaml");
        assertThat(collected.problems)
                .containsExactly("sub/chart/Chart.yaml:1:1: sub/chart is a Helm chart among plain manifests: it was not"
                        + " evaluated (add \"chart: sub/chart\" to the sources, or exclude it)");
    }

    @Test
    void textAsKubectlReadsIt() throws Exception {
        Files.write(root.resolve("utf16.yaml"), "name: \u00fc\n".getBytes(StandardCharsets.UTF_16));
        assertThat(ManifestFile.read(root.resolve("utf16.yaml"), ReadLimits.DEFAULT, new Workspace(root))
                        .text())
                .isEqualTo("name: \u00fc\n");
        assertThatThrownBy(() -> ManifestFile.read(root, ReadLimits.DEFAULT, new Workspace(root)))
                .isInstanceOf(SourceException.class);
    }

    private Collected read(ReadLimits limits) {
        var collected = new Collected();
        folder(FolderWalk.of(root, path -> false, new Workspace(root)), limits).read(collected);
        return collected;
    }

    private ManifestFolder folder(FolderWalk walk, ReadLimits limits) {
        return new ManifestFolder(new ReleaseId("test", ".", "test"), null, () -> walk, limits, new Workspace(root));
    }
}
