package io.github.akspolicy.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file name that this process has no text for: under {@code LC_ALL=C}, Java knows the bytes of a name with an umlaut, but no other
 * path can be made of its text.
 */
public final class GarbledName {
    /** How to get rid of it. */
    public static final String FIX = "set LC_ALL=C.UTF-8, or rename it";

    private GarbledName() {}

    /** What is wrong with the last part of a path, in a sentence that names its bytes as a URL has them; mostly nothing. */
    public static Optional<String> problem(Path path) {
        if (String.valueOf(path.getFileName()).indexOf('\ufffd') < 0) {
            return Optional.empty();
        }
        String uri = path.toUri().getRawPath();
        String plain = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return Optional.of("the name " + plain.substring(plain.lastIndexOf('/') + 1)
                + " has characters that the character set of this process does not have ("
                + System.getProperty("sun.jnu.encoding") + ")");
    }
}
