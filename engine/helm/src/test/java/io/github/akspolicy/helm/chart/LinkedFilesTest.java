package io.github.akspolicy.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedFilesTest {
    private static final byte[] CONTENT = "a: 1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final LinkedFiles files = new LinkedFiles();

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    @Test
    void theSecondFileIsALinkToTheFirst() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        files.write(first, CONTENT);
        files.write(second, CONTENT);

        assertThat(inode(second)).isEqualTo(inode(first));
        assertThat(second).hasBinaryContent(CONTENT);
    }

    @Test
    void contentThatIsOnlyEqualIsWritten() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        files.write(first, CONTENT);
        files.write(second, CONTENT.clone());

        assertThat(inode(second)).isNotEqualTo(inode(first));
    }

    @Test
    void aFileThatIsReplacedLeavesItsLinksAsTheyAre() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        files.write(first, CONTENT);
        files.write(second, CONTENT);
        files.replace(second, new byte[] {'b'});
        assertThat(first).hasBinaryContent(CONTENT);
        files.write(first, new byte[] {'c'});
        files.write(folder.resolve("third"), CONTENT);

        assertThat(second).hasContent("b");
        assertThat(first).hasContent("c");
        assertThat(folder.resolve("third")).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileThatIsDeletedIsWrittenAgain() throws Exception {
        Path first = folder.resolve("first");
        files.write(first, CONTENT);
        Files.delete(first);
        Path second = folder.resolve("second");
        files.write(second, CONTENT);
        Path third = folder.resolve("third");
        files.write(third, CONTENT);

        assertThat(second).hasBinaryContent(CONTENT);
        assertThat(inode(third)).isEqualTo(inode(second));
    }

    @Test
    void whereNoFileCanBeItIsRefused() {
        assertThatThrownBy(() -> files.write(folder.resolve("none/file"), CONTENT))
                .isInstanceOf(NoSuchFileException.class);
    }
}
