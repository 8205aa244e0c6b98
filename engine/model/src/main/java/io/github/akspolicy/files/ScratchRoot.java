package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all temporary folders of this process. Its name is random and it is created only where nothing is,
 * so that another user cannot prepare it; its rights keep other users out.
 */
final class ScratchRoot {
    private static final String PREFIX = "aks-policy-";
    static final String LOCK = "owner.lock";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]{1,18})-[0-9]+");

    /** The start of a process is computed from that of the system, which moves a little with its clock. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** A folder without a lock may be one whose owner is about to lock it. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private static final int MOST_DELETIONS = 20;
    private static final long DELETION_MILLIS = 50;

    private static final Object GUARD = new Object();
    private static @Nullable ScratchRoot current;
    private static final List<Runnable> ENDINGS = new CopyOnWriteArrayList<>();
    private static boolean isCleanedUp;
    private static volatile boolean ending;

    private final Path path;

    /** Held until the process ends, however it ends. */
    private final @Nullable FileChannel lock;

    private ScratchRoot(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The folder of this process, made when it is missing; leftovers of others are deleted before. */
    static Path current() throws IOException {
        synchronized (GUARD) {
            if (ending) {
                throw new IOException("the process is about to end");
            }
            ScratchRoot known = current;
            if (known != null && Files.isDirectory(known.path, LinkOption.NOFOLLOW_LINKS)) {
                return known.path;
            }
            if (known != null) {
                // a cleaner of old files was here
                known.release();
            } else if (!isCleanedUp) {
                FolderDeletion.load();
                // before there is something to delete: a process that is about to end takes no more hooks
                try {
                    Runtime.getRuntime().addShutdownHook(new Thread(ScratchRoot::end, PREFIX + "cleanup"));
                } catch (IllegalStateException isShuttingDown) {
                    ending = true;
                    throw new IOException("the process is about to end", isShuttingDown);
                }
                isCleanedUp = true;
            }
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try {
                current = make(temporary);
            } catch (IOException unusable) {
                throw new TemporaryFolderException(temporary, unusable);
            }
            if (known == null) {
                deleteLeftovers(current.path);
            }
            return current.path;
        }
    }

    /** Adds what has to be done before the folder is deleted, in the order in which it was added. */
    static void beforeEnd(Runnable ending) {
        ENDINGS.add(ending);
    }

    static boolean isEnding() {
        return ending;
    }

    /** The attribute that keeps other users out from the moment a folder exists; none where the system has no such rights. */
    static FileAttribute<?>[] privately(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    static ScratchRoot make(Path temporary) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String name = PREFIX + self.pid() + "-" + started(self) + "-";
        // real, since paths below are compared with what programs print
        Path folder =
                Files.createTempDirectory(temporary, name, privately(temporary)).toRealPath();
        FileChannel channel = null;
        try {
            // the file has its name once it is locked: else a process that starts at the same time takes the folder for
            // a leftover
            Path locked = folder.resolve(LOCK + ".new");
            channel = FileChannel.open(locked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                Files.move(locked, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException unsupported) {
            // a file system without locks: then the process id alone says who is alive
        }
        return new ScratchRoot(folder, channel);
    }

    /** Milliseconds since the epoch; 0 where the system does not say. */
    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    Path path() {
        return path;
    }

    void release() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException closed) {
            // nothing is left to release
        }
    }

    private static void end() {
        ending = true;
        for (Runnable first : ENDINGS) {
            first.run();
        }
        ScratchRoot own;
        // waits for a folder that is being made
        synchronized (GUARD) {
            own = current;
        }
        if (own != null) {
            // first, for Windows, which does not delete open files
            own.release();
            delete(own.path);
        }
    }

    /** Another thread may be about to write there: what it made since is deleted, too. */
    private static void delete(Path folder) {
        FolderDeletion.delete(folder);
        for (int i = 0; i < MOST_DELETIONS && Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
            try {
                Thread.sleep(DELETION_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            FolderDeletion.delete(folder);
        }
    }

    /** Deletes what killed processes of this user have left beside a folder of this process. */
    static void deleteLeftovers(Path own) {
        Path temporary = own.getParent();
        if (temporary == null) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
            for (Path entry : entries) {
                if (!entry.equals(own) && isLeftover(entry, user)) {
                    found.add(entry);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // what is left stays until the temporary folder can be listed
        }
        found.forEach(FolderDeletion::delete);
    }

    private static boolean isLeftover(Path folder, UserPrincipal user) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        try {
            return name.matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)
                    && isAbandoned(folder, Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isAbandoned(Path folder, long processId, long started) throws IOException {
        boolean seemsAlive = seemsAlive(processId, started);
        if (seemsAlive && processId == ProcessHandle.current().pid()) {
            // another class loader's: to open a lock file of this very process would release the lock
            return false;
        }
        Path file = folder.resolve(LOCK);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Instant made =
                    Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
            return !seemsAlive && Duration.between(made, Instant.now()).compareTo(LONGEST_START) > 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            // the lock is the better witness: a killed process may stay in the list of processes
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException own) {
            return false;
        } catch (IOException unsupported) {
            return !seemsAlive;
        }
    }

    private static boolean seemsAlive(long processId, long started) {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .filter(process -> {
                    long actual = started(process);
                    return actual == 0 || started == 0 || Math.abs(actual - started) <= TOLERANCE.toMillis();
                })
                .isPresent();
    }
}
