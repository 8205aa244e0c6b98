package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A committed file that code can make. {@code -Daks-policy.write-docs=true} writes it; without that it is compared, so
 * that a change of the code shows as a change of the file in the same commit.
 */
final class Snapshot {
    static final String WRITE = "aks-policy.write-docs";

    private Snapshot() {}

    /** @param path relative to the module {@code policies} */
    static void check(String path, String made) {
        Path file = Path.of(path);
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, made);
            }
            assertThat(file)
                    .as("%s: make it with mvn -pl policies -am test -D%s=true", path, WRITE)
                    .exists();
            assertThat(Files.readString(file))
                    .as("%s is out of date: make it with mvn -pl policies -am test -D%s=true", path, WRITE)
                    .isEqualTo(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
