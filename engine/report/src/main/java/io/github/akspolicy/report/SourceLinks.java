package io.github.akspolicy.report;

import io.github.akspolicy.source.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of lines of the commit that a CI system builds. */
final class SourceLinks {
    /** No line has an address. */
    static final SourceLinks NONE = new SourceLinks(null);

    private static final Pattern SERVER = Pattern.compile("https?://[A-Za-z0-9.:-]+");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

    private final @Nullable String prefix;

    private SourceLinks(@Nullable String prefix) {
        this.prefix = prefix;
    }

    /** Those of a job of GitHub Actions; {@link #NONE} unless its variables say where the repository is. */
    static SourceLinks github(Map<String, String> environment) {
        String server = environment.getOrDefault("GITHUB_SERVER_URL", "");
        String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
        String commit = environment.getOrDefault("GITHUB_SHA", "");
        boolean known = SERVER.matcher(server).matches()
                && REPOSITORY.matcher(repository).matches()
                && COMMIT.matcher(commit).matches();
        return known ? new SourceLinks(server + "/" + repository + "/blob/" + commit + "/") : NONE;
    }

    /** The address of a line; empty for what is in no commit. */
    Optional<String> of(SourceLocation at) {
        if (prefix == null
                || at.role() == SourceLocation.Role.GENERATED
                || at.path().startsWith("/")) {
            return Optional.empty();
        }
        return Optional.of(prefix + encoded(at.path()) + "#L" + at.line());
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || "/-_.~".indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }
}
