package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder for what is kept between runs and loaded as code: only its owner may write to it. */
public final class CacheFolder {
    private static final String DIRECTORY = "aks-policy.cache";

    private CacheFolder() {}

    /**
     * Creates a folder that only its owner may write to.
     *
     * @throws IOException when it cannot be made, or others may write to it
     */
    public static void makePrivate(Path directory) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            if (posix) {
                Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
                try {
                    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(mine));
                } catch (FileAlreadyExistsException e) {
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
            throw new IOException("others may write to " + directory + ": nothing is loaded from there");
        }
    }

    /** {@code -Daks-policy.cache}, else the place for caches that the system has. */
    public static Path directory() {
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
