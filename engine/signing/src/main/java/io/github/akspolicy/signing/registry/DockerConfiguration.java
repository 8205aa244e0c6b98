package io.github.akspolicy.signing.registry;

import io.github.akspolicy.signing.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code docker login} and {@code az acr login} leave what they were told: {@code config.json}, and the credential
 * helpers that it names. Helpers are run without shell and with a time limit.
 */
public final class DockerConfiguration {
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";
    private static final long HELPER_SECONDS = 30;
    private static final int MAX_BYTES = 1 << 20;

    private final @Nullable Path file;

    /** @param file the {@code config.json}; it may be missing */
    public DockerConfiguration(@Nullable Path file) {
        this.file = file;
    }

    /** That of the user: {@code DOCKER_CONFIG}, or {@code .docker} of the home folder. */
    public static DockerConfiguration ofUser() {
        String folder = System.getenv("DOCKER_CONFIG");
        Path home = Path.of(System.getProperty("user.home", ""), ".docker");
        return new DockerConfiguration(
                (folder == null || folder.isEmpty() ? home : Path.of(folder)).resolve("config.json"));
    }

    /**
     * What is known for a registry.
     *
     * @param tried receives where was looked, for messages; never a secret
     */
    Optional<Credentials> find(String registry, List<String> tried) {
        if (file == null || !Files.isRegularFile(file)) {
            tried.add("no docker configuration");
            return Optional.empty();
        }
        tried.add("docker configuration " + file.getFileName());
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            Map<String, @Nullable Object> root = StrictJson.read(Files.readAllBytes(file), "docker configuration")
                    .object();
            for (String name : names(registry)) {
                Optional<Credentials> found = helper(root, name, tried);
                if (found.isEmpty()) {
                    found = stored(root, name);
                }
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException | VerificationFailure | IllegalArgumentException unreadable) {
            tried.add("which cannot be read");
        }
        return Optional.empty();
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
                return Optional.of(of(pair.substring(0, colon), pair.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }

    /** The user names that stand for a refresh token: docker's own, and that of Azure's helper. */
    private static Credentials of(String user, String secret) {
        boolean token = user.equals("<token>") || user.equals("00000000-0000-0000-0000-000000000000");
        return new Credentials(token ? "" : user, secret, token);
    }

    private static Optional<Credentials> helper(Map<String, @Nullable Object> root, String name, List<String> tried)
            throws VerificationFailure {
        Object helper = root.get("credHelpers") instanceof Map<?, ?> helpers ? helpers.get(name) : null;
        Object program = helper == null ? root.get("credsStore") : helper;
        if (!(program instanceof String text) || !HELPER.matcher(text).matches()) {
            return Optional.empty();
        }
        tried.add("helper docker-credential-" + text);
        try {
            Process process = new ProcessBuilder("docker-credential-" + text, "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(name.getBytes(StandardCharsets.UTF_8));
            }
            byte[] output;
            var watch = new Thread(() -> stop(process), "aks-policy-credential-helper");
            watch.setDaemon(true);
            watch.start();
            output = process.getInputStream().readNBytes(MAX_BYTES);
            if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return Optional.empty();
            }
            StrictJson json = StrictJson.read(output, "answer of the credential helper");
            return Optional.of(of(json.required(json.object(), "Username"), json.required(json.object(), "Secret")));
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void stop(Process process) {
        try {
            if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }
}
