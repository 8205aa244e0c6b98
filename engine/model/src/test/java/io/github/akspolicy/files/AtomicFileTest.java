package io.github.akspolicy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void appearsOnlyWhenItIsPublished() throws Exception {
        Path file = folder.resolve("a/b/report.json");
        try (AtomicFile written = AtomicFile.create(file)) {
            try (Writer out = written.writer()) {
                out.write("whole ä");
            }
            assertThat(file).doesNotExist();
            written.publish();
        }
        assertThat(file).hasContent("whole ä");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aFailedWriteLeavesTheOldContentAndNothingElse() throws Exception {
        Path file = Files.writeString(folder.resolve("baseline.yaml"), "old");
        assertThatThrownBy(() -> {
                    try (AtomicFile written = AtomicFile.create(file);
                            Writer out = written.writer()) {
                        out.write("half");
                        out.flush();
                        throw new IOException("no space left on device");
                    }
                })
                .hasMessage("no space left on device");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void rightsStayAndNewFilesGetThoseOfAnyFile() throws Exception {
        Path file = Files.writeString(folder.resolve("old"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AtomicFile.write(file, "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        AtomicFile.write(folder.resolve("new"), "new");
        assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
                .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("any"))));
    }

    @Test
    void aLinkIsReplacedUnlessItsTargetIsMeant() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        AtomicFile.write(AtomicFile.target(link), "through");
        assertThat(target).hasContent("through");
        assertThat(link).isSymbolicLink();

        AtomicFile.write(link, "instead");
        assertThat(target).hasContent("through");
        assertThat(link).isRegularFile().hasContent("instead");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void leftoversOfDeadProcessesAreDeleted() throws Exception {
        Path dead = Files.createFile(folder.resolve(".aks-policy-999999999-1f.tmp"));
        Path own = Files.createFile(
                folder.resolve(".aks-policy-" + ProcessHandle.current().pid() + "-1f.tmp"));
        Path other = Files.createFile(folder.resolve(".aks-policy-notes.tmp"));
        AtomicFile.write(folder.resolve("report"), "new");
        assertThat(dead).doesNotExist();
        assertThat(own).exists();
        assertThat(other).exists();
    }

    @Test
    void aFolderInItsPlaceIsAnError() throws Exception {
        Path file = Files.createDirectories(folder.resolve("report/inner")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(file, "new")).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
}
