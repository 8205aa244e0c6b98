package io.github.akspolicy.signing.registry;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code docker login} and {@code az acr login} leave what they were told: {@code config.json}, and the credential
 * helpers that it names.
 */
public final class DockerConfiguration {
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";
    private static final Duration HELPER = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 1 << 20;

    private final @Nullable Path file;
    private final CredentialHelper helper;

    /** @param file the {@code config.json}; it may be missing */
    public DockerConfiguration(@Nullable Path file) {
        this(file, new CredentialHelper(CredentialHelper.path(), HELPER));
    }

    DockerConfiguration(@Nullable Path file, CredentialHelper helper) {
        this.file = file;
        this.helper = helper;
    }

    /** That of the user: {@code DOCKER_CONFIG}, or {@code .docker} of the home folder. */
    public static DockerConfiguration ofUser() {
        String folder = System.getenv("DOCKER_CONFIG");
        Path home = Path.of(System.getProperty("user.home", ""), ".docker");
        return new DockerConfiguration(
                (folder == null || folder.isEmpty() ? home : Path.of(folder)).resolve("config.json"));
    }

    /** What is known for a registry. Helpers are run anew each time. */
    Login find(String registry) {
        if (file == null || !Files.isRegularFile(file)) {
            return new Login(null, List.of("no docker configuration"));
        }
        var tried = new ArrayList<>(List.of("docker configuration " + file.getFileName()));
        try {
            if (Files.size(file) > MAX_BYTES) {
                tried.add("which is larger than " + MAX_BYTES + " bytes");
                return new Login(null, tried);
            }
            Map<String, @Nullable Object> root = StrictJson.read(Files.readAllBytes(file), "docker configuration")
                    .object();
            Set<String> asked = new HashSet<>();
            for (String name : names(registry)) {
                Optional<Credentials> found = helper(root, name, tried, asked);
                if (found.isEmpty()) {
                    found = stored(root, name);
                }
                if (found.isPresent()) {
                    return new Login(found.get(), tried);
                }
            }
        } catch (IOException | VerificationFailure | IllegalArgumentException unreadable) {
            tried.add("which cannot be read");
        }
        return new Login(null, tried);
    }

    private static List<String> names(String registry) {
        var names = new ArrayList<>(List.of(registry, "https://" + registry, "https://" + registry + "/v1/"));
        if (registry.equals("docker.io")) {
            names.add(DOCKER_HUB);
        }
        return names;
    }

    private static Optional<Credentials> stored(Map<String, @Nullable Object> root, String name)
            throws VerificationFailure {
        if (!(root.get("auths") instanceof Map<?, ?> auths) || auths.get(name) == null) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> entry = StrictJson.object(auths.get(name), "an entry of auths");
        if (entry.get("identitytoken") instanceof String token && !token.isEmpty()) {
            return Optional.of(new Credentials("", token, true));
        }
        if (entry.get("auth") instanceof String auth) {
            String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return Optional.of(Credentials.of(pair.substring(0, colon), pair.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }

    /** @param troubled the helpers that are not asked again: one that hangs would hang for each name of the registry */
    private Optional<Credentials> helper(
            Map<String, @Nullable Object> root, String name, List<String> tried, Set<String> troubled) {
        Object own = root.get("credHelpers") instanceof Map<?, ?> helpers ? helpers.get(name) : null;
        Object program = own == null ? root.get("credsStore") : own;
        if (!(program instanceof String text) || text.isEmpty() || troubled.contains(text)) {
            return Optional.empty();
        }
        String said = "helper docker-credential-" + text;
        try {
            Optional<Credentials> found = helper.get(text, name);
            if (!tried.contains(said)) {
                tried.add(said);
            }
            return found;
        } catch (CredentialHelper.Trouble trouble) {
            troubled.add(text);
            tried.add(said + ", " + trouble.text());
            return Optional.empty();
        }
    }
}
