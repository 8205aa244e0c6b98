package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked library is whole, is the archive's, and lies where nobody else can change it. */
class NativeCacheTest {
    private static final byte[] CONTENT = "library ".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private URL library = NativeCacheTest.class.getResource("NativeCacheTest.class");
    private Path cache = Path.of("");

    @BeforeEach
    void archive() throws IOException {
        Path jar = folder.resolve("native.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("lib.so"));
            out.write(CONTENT);
        }
        library = URI.create("jar:" + jar.toUri() + "!/lib.so").toURL();
        cache = folder.resolve("deep/cache");
    }

    @Test
    void unpacksOnceIntoAFolderOfItsOwn() throws IOException {
        Path file = NativeCache.unpack(library, cache);
        var written = Files.getLastModifiedTime(file);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        assertThat(NativeCache.unpack(library, cache)).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(cache).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aChangedFileOfTheSameSizeIsReplaced() throws IOException {
        Path file = NativeCache.unpack(library, cache);
        byte[] changed = CONTENT.clone();
        changed[5000]++;
        Files.write(file, changed);

        assertThat(NativeCache.unpack(library, cache)).isEqualTo(file).hasBinaryContent(CONTENT);
    }

    @Test
    void aLinkInItsPlaceIsReplacedAndNotFollowed() throws IOException {
        Path file = NativeCache.unpack(library, cache);
        Path elsewhere = Files.write(folder.resolve("elsewhere"), CONTENT);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);

        assertThat(NativeCache.unpack(library, cache)).isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> NativeCache.unpack(library, cache))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("others may write")
                .hasMessageContaining("-Daks-policy.cache");
    }

    @Test
    void manyMayRaceForIt() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tasks = new ArrayList<Callable<Path>>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> NativeCache.unpack(library, cache));
            }
            for (Future<Path> done : pool.invokeAll(tasks)) {
                assertThat(done.get()).hasBinaryContent(CONTENT);
            }
        } finally {
            pool.shutdown();
        }
        try (var files = Files.list(cache)) {
            assertThat(files).hasSize(1);
        }
    }
}
