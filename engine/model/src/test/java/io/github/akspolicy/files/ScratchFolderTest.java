package io.github.akspolicy.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchFolderTest {
    @TempDir
    Path temporary;

    private record Owner(Process process, Path folder) {}

    private Owner start(String end) throws IOException {
        Process process = process(end, temporary);
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        return new Owner(process, Path.of(output.readLine()));
    }

    private static Process process(String end, Path temporary) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScratchOwner.class.getName(),
                        end)
                .redirectError(ProcessBuilder.Redirect.to(
                        temporary.resolveSibling("errors").toFile()))
                .start();
    }

    /** A process that starts at the same time takes a folder whose lock it gets for a leftover. */
    @Test
    void theLockIsHeldAsSoonAsItIsThere() throws Exception {
        var roots = new ArrayList<ScratchRoot>();
        var unlocked = new ConcurrentSkipListSet<Path>();
        var hasEnded = new AtomicBoolean();
        var other = new Thread(() -> {
            Set<Path> seen = new HashSet<>();
            while (!hasEnded.get()) {
                look(seen, unlocked);
            }
        });
        other.start();
        for (int i = 0; i < 1_000; i++) {
            roots.add(ScratchRoot.make(temporary));
        }
        hasEnded.set(true);
        other.join();
        roots.forEach(ScratchRoot::release);

        assertThat(unlocked).isEmpty();
        assertThat(roots)
                .allSatisfy(root ->
                        assertThat(root.path().resolve(ScratchRoot.LOCK)).isRegularFile());
    }

    private void look(Set<Path> seen, Set<Path> unlocked) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary)) {
            for (Path folder : folders) {
                Path lock = folder.resolve(ScratchRoot.LOCK);
                if (seen.contains(folder) || !Files.exists(lock)) {
                    continue;
                }
                seen.add(folder);
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                    if (channel.tryLock() != null) {
                        unlocked.add(folder);
                    }
                } catch (OverlappingFileLockException held) {
                    // by this process
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What starts in the background of a process that is over at once leaves nothing, whenever that comes in between. */
    @RepeatedTest(8)
    void nothingIsLeftOfWhatBeginsWhileTheProcessEnds() throws Exception {
        process("late", Files.createDirectories(temporary.resolve("late"))).waitFor();
        assertThat(temporary.resolve("late")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"gone, does not exist", "file, does not exist", "read-only, cannot be written"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void aTemporaryFolderThatCannotBeUsedIsNamed(String name, String reason) throws Exception {
        Path folder = temporary.resolve(name);
        if (name.equals("file")) {
            Files.writeString(folder, "");
        } else if (name.equals("read-only")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
            Assumptions.assumeFalse(Files.isWritable(folder), "root writes everywhere");
        }
        process("return", folder.resolve(".").normalize()).waitFor();
        assertThat(Files.readString(temporary.resolve("errors")))
                .contains("the temporary folder " + folder + " " + reason)
                .contains("-Djava.io.tmpdir=FOLDER");
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("hsperf")
                            && !entry.getFileName().toString().equals("errors"))
                    .toList();
        }
    }

    @Test
    void isEmptyRealAndGoneWhenClosed() throws Exception {
        Path folder;
        try (ScratchFolder scratch = ScratchFolder.create("chart")) {
            folder = scratch.path();
            assertThat(folder).isEmptyDirectory().isEqualTo(folder.toRealPath());
            Files.createDirectories(folder.resolve("a/b"));
            Files.writeString(folder.resolve("a/b/c"), "c");
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void twoOfOnePurposeDiffer() throws Exception {
        try (ScratchFolder one = ScratchFolder.create("chart");
                ScratchFolder other = ScratchFolder.create("chart")) {
            assertThat(one.path()).isNotEqualTo(other.path());
        }
    }

    @Test
    void linksAreDeletedAndNotFollowed() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Path folder;
        try (ScratchFolder scratch = ScratchFolder.create("chart")) {
            folder = scratch.path();
            Files.createSymbolicLink(folder.resolve("link"), outside);
        }
        assertThat(folder).doesNotExist();
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void onlyTheUserMayEnter() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create("chart")) {
            for (Path folder : List.of(scratch.path(), scratch.path().getParent())) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void theNameSaysWhoOwnsIt() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        try (ScratchFolder scratch = ScratchFolder.create("chart")) {
            assertThat(scratch.path().getFileName().toString()).startsWith("chart-");
            assertThat(scratch.path().getParent().getFileName().toString())
                    .startsWith("aks-policy-" + self.pid() + "-" + started + "-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "return", "throw"})
    void nothingIsLeftWhenTheProcessEndsWithoutClosing(String end) throws Exception {
        Owner owner = start(end);
        owner.process.waitFor();
        assertThat(left()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void nothingIsLeftWhenTheProcessIsAskedToEnd() throws Exception {
        Owner owner = start("wait");
        owner.process.destroy();
        owner.process.waitFor();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatWritesEndsBeforeAnythingIsDeleted() throws Exception {
        start("write").process.waitFor();
        assertThat(left()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void theNextProcessDeletesWhatAKilledOneLeft() throws Exception {
        Owner killed = start("wait");
        Owner alive = start("wait");
        killed.process.destroyForcibly().waitFor();
        assertThat(killed.folder.resolve("values.yaml")).exists();

        start("exit").process.waitFor();
        assertThat(left()).containsExactly(alive.folder.getParent().toAbsolutePath());
        assertThat(alive.folder.resolve("values.yaml")).exists();
        alive.process.destroyForcibly().waitFor();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void aLockedFolderIsNoLeftoverThoughItsOwnerCannotBeSeen() throws Exception {
        Owner alive = start("wait");
        // another container: the same number is somebody else there
        Path root = alive.folder.getParent();
        Path renamed = root.resolveSibling("aks-policy-999999999-1-1");
        Files.move(root, renamed);

        start("exit").process.waitFor();
        assertThat(renamed.resolve(root.relativize(alive.folder)).resolve("values.yaml"))
                .exists();
        alive.process.destroyForcibly().waitFor();
        start("exit").process.waitFor();
        assertThat(renamed).doesNotExist();
    }

    @Test
    void whatOnlyLooksLikeALeftoverStays() throws Exception {
        Path target = Files.createDirectory(temporary.resolve("target"));
        Files.writeString(target.resolve("kept"), "kept");
        Path link = Files.createSymbolicLink(temporary.resolve("aks-policy-999999999-1-2"), target);
        Path file = Files.writeString(temporary.resolve("aks-policy-999999999-1-3"), "a file");
        Path other = Files.createDirectory(temporary.resolve("aks-policy-999999999-1-3-mine"));
        Path young = Files.createDirectory(temporary.resolve("aks-policy-999999999-1-4"));
        Path huge = Files.createDirectory(temporary.resolve("aks-policy-99999999999999999999-1-5"));
        Path old = Files.createDirectory(temporary.resolve("aks-policy-999999999-1-6"));
        for (Path folder : List.of(other, huge, old, target)) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }

        start("exit").process.waitFor();
        assertThat(left()).containsExactlyInAnyOrder(target, link, file, other, young, huge);
        assertThat(target.resolve("kept")).exists();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions, signals and owners")
    void foldersOfAnotherUserStay() throws Exception {
        Path foreign = Files.createDirectory(temporary.resolve("aks-policy-999999999-1-7"));
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        org.junit.jupiter.api.Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setOwner(
                foreign, foreign.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        start("exit").process.waitFor();
        assertThat(foreign).exists();
    }

    @Test
    void aNewFolderIsMadeWhenACleanerDeletedTheOldOne() throws Exception {
        try (ScratchFolder first = ScratchFolder.create("chart")) {
            FolderDeletion.delete(first.path().getParent());
            try (ScratchFolder second = ScratchFolder.create("chart")) {
                assertThat(second.path()).exists();
            }
        }
    }
}
