package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the native library of about 100 MB unpacked between runs. The archive's checksum of it is part of the file's name
 * and is compared before each use; a file appears under its name only when it is whole, so several processes may race for
 * it. No library is loaded from a folder that others may write to.
 */
final class NativeCache {
    private static final String DIRECTORY = "aks-policy.cache";

    /** Large, since each start reads the whole file before its code is warm. */
    private static final int BUFFER = 1 << 20;

    private NativeCache() {}

    /** The library as a file. */
    static Path unpack(URL library) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "aks-policy-" + System.getProperty("user.name"));
        IOException trouble = null;
        for (Path directory : List.of(directory(), temporary)) {
            try {
                return unpack(library, directory);
            } catch (IOException e) {
                // a read-only home, as in many containers: the temporary folder serves as well
                if (trouble != null) {
                    e.addSuppressed(trouble);
                }
                trouble = e;
            }
        }
        throw trouble == null ? new IOException("no folder for the native library") : trouble;
    }

    /** The library as a file of a folder. */
    static Path unpack(URL library, Path directory) throws IOException {
        URLConnection connection = library.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            String name = library.getPath().substring(library.getPath().lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            if (!(connection instanceof JarURLConnection jar)) {
                throw new IOException("the native library is in no archive: " + library);
            }
            long crc = jar.getJarEntry().getCrc();
            Path file = directory.resolve(name.substring(0, dot) + "-" + Long.toHexString(crc) + name.substring(dot));
            makePrivate(directory);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || checksum(file) != crc) {
                write(in, file, crc);
            }
            return file;
        }
    }

    /** Creates a folder that only its owner may write to, and refuses one that others can. */
    private static void makePrivate(Path directory) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            if (posix) {
                Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
                try {
                    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(mine));
                } catch (java.nio.file.FileAlreadyExistsException e) {
                    // another process was faster; what it made is looked at below
                }
            } else {
                Files.createDirectories(directory);
            }
        }
        if (!posix) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        boolean open = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
        Path probe = Files.createTempFile(directory, "owner", ".tmp");
        boolean foreign;
        try {
            foreign = !Files.getOwner(directory).equals(Files.getOwner(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
        if (open || foreign) {
            throw new IOException("others may write to " + directory
                    + ": no library is loaded from there; name another " + "folder with -D" + DIRECTORY);
        }
    }

    private static long checksum(Path file) throws IOException {
        var crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    private static void write(InputStream in, Path file, long crc) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "part", ".tmp");
        try {
            try (var out = new CheckedOutputStream(Files.newOutputStream(part), new CRC32())) {
                in.transferTo(out);
                if (out.getChecksum().getValue() != crc) {
                    throw new IOException("the archive of the native library is damaged");
                }
            }
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** {@code -Daks-policy.cache}, else the place for caches that the system has. */
    static Path directory() {
        String configured = System.getProperty(DIRECTORY);
        if (configured != null && !configured.isEmpty()) {
            return Path.of(configured);
        }
        String home = home(System.getProperty("user.home"), System.getenv("HOME"));
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String local = System.getenv("LOCALAPPDATA");
        if (os.contains("win") && local != null) {
            return Path.of(local, "aks-policy", "cache");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Caches", "aks-policy");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg == null || xdg.isEmpty() ? Path.of(home, ".cache", "aks-policy") : Path.of(xdg, "aks-policy");
    }

    /**
     * The home of the user. In a container a user may have no name, and Java then knows no home.
     *
     * @param known what Java knows, {@code ?} of such a user
     * @param said what the environment says, or null
     */
    static String home(String known, @Nullable String said) {
        if (!known.isEmpty() && !known.equals("?")) {
            return known;
        }
        return said != null && Path.of(said).isAbsolute() ? said : System.getProperty("java.io.tmpdir");
    }
}
