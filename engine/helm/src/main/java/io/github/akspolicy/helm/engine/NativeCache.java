package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.jar.JarEntry;

/**
 * Keeps the native library of about 100 MB unpacked between runs. Its checksum and size are part of the file's name, and
 * a file appears under its name only when it is whole, so several processes may race for it.
 */
final class NativeCache {
    private static final String DIRECTORY = "aks-policy.cache";

    private NativeCache() {}

    /** The library as a file. */
    static Path unpack(URL library) throws IOException {
        URLConnection connection = library.openConnection();
        connection.setUseCaches(false);
        String name = library.getPath().substring(library.getPath().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String version = "";
        long size = connection.getContentLengthLong();
        if (connection instanceof JarURLConnection jar) {
            JarEntry entry = jar.getJarEntry();
            // the archive's own checksum of the content: reading 100 MB to compute another would cost each start
            version = "-" + Long.toHexString(entry.getCrc());
            size = entry.getSize();
        }
        String fileName = name.substring(0, dot) + version + "-" + size + name.substring(dot);
        for (Path directory : new Path[] {
            directory(), Path.of(System.getProperty("java.io.tmpdir"), "aks-policy-" + System.getProperty("user.name"))
        }) {
            Path file = directory.resolve(fileName);
            if (Files.isRegularFile(file) && Files.size(file) == size) {
                close(connection);
                return file;
            }
            try {
                Files.createDirectories(directory);
                write(connection, file);
                return file;
            } catch (IOException e) {
                if (!directory.equals(directory())) {
                    throw e;
                }
                // a read-only home, as in many containers: the temporary folder serves as well
                connection = library.openConnection();
                connection.setUseCaches(false);
            }
        }
        throw new IOException("no folder for the native library");
    }

    private static void close(URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            jar.getJarFile().close();
        }
    }

    private static void write(URLConnection connection, Path file) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "part", ".tmp");
        try {
            try (InputStream in = connection.getInputStream();
                    OutputStream out = Files.newOutputStream(part)) {
                in.transferTo(out);
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
        String home = System.getProperty("user.home");
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
}
