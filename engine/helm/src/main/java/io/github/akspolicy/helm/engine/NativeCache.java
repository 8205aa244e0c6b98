package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.CacheFolder;
import io.github.akspolicy.manifest.CommandText;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Keeps the native library of about 100 MB unpacked between runs. The archive's checksum of it is part of the file's name
 * and is compared before each use; a file appears under its name only when it is whole, so several processes may race for
 * it. No library is loaded from a folder that others may write to.
 */
final class NativeCache {
    /** Large, since each start reads the whole file before its code is warm. */
    private static final int BUFFER = 1 << 20;

    private NativeCache() {}

    /** The library as a file. */
    static Path unpack(URL library) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "aks-policy-" + System.getProperty("user.name"));
        IOException trouble = null;
        for (Path directory : List.of(CacheFolder.directory(), temporary)) {
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

    private static void makePrivate(Path directory) throws IOException {
        try {
            CacheFolder.makePrivate(directory);
        } catch (FileSystemException unwritable) {
            throw unwritable;
        } catch (IOException foreign) {
            throw new IOException(
                    foreign.getMessage() + "; name another folder with " + CommandText.option("cache"), foreign);
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
}
