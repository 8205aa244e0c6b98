package io.github.akspolicy.signing.registry;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program {@code docker-credential-NAME} that keeps credentials, asked by docker's protocol: the name of the registry goes
 * in, JSON comes out. It is started without a shell, from an absolute folder of the {@code PATH}, and must be done in time.
 */
record CredentialHelper(List<Path> folders, Duration patience) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MAX_BYTES = 1 << 20;
    private static final long SECOND = 1;

    /** The helper does not do what its protocol says; asking it again is of no use. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1;

        Trouble(String what) {
            super(what, null, false, false);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    /** The folders of the {@code PATH}; relative ones are left out, because they would lead into the repository. */
    static List<Path> path() {
        String path = System.getenv("PATH");
        return Arrays.stream((path == null ? "" : path).split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty() && folder.indexOf('\0') < 0)
                .map(folder -> new File(folder).toPath())
                .filter(Path::isAbsolute)
                .toList();
    }

    /**
     * Asks.
     *
     * @param name of the helper, as the configuration has it
     * @param server what credentials are wanted for
     * @return empty when the helper has none
     * @throws Trouble when the helper is not there, fails, says nothing that makes sense, or does not end in time
     */
    Optional<Credentials> get(String name, String server) throws Trouble {
        if (!NAME.matcher(name).matches()) {
            throw new Trouble("which is not a name of a helper");
        }
        Path program = Stream.of("docker-credential-" + name, "docker-credential-" + name + ".exe")
                .flatMap(file -> folders.stream().map(folder -> folder.resolve(file)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new Trouble("which is not in the PATH"));
        Deadline deadline = Deadline.in(patience);
        Process process;
        try {
            process = new ProcessBuilder(program.toString(), "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new Trouble("which does not start");
        }
        try {
            byte[] output = output(process, server, deadline);
            if (output.length > MAX_BYTES) {
                throw new Trouble("which says more than " + MAX_BYTES + " bytes");
            }
            if (!process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Trouble("which does not end within " + deadline);
            }
            return answer(output, process.exitValue());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("which was interrupted");
        } finally {
            end(process);
        }
    }

    /**
     * Read beside: what a helper has started may keep its output open when the helper itself has been ended, and then the
     * reading ends never.
     */
    private static byte[] output(Process process, String server, Deadline deadline)
            throws Trouble, InterruptedException {
        var output = new CompletableFuture<byte[]>();
        var reader = new Thread(
                () -> {
                    try {
                        try (var input = process.getOutputStream()) {
                            input.write(server.getBytes(StandardCharsets.UTF_8));
                        } catch (IOException closed) {
                            // it answers without having read the question, and is evaluated by its answer
                        }
                        output.complete(process.getInputStream().readNBytes(MAX_BYTES + 1));
                    } catch (IOException | RuntimeException broken) {
                        // told to the thread that waits, else it would wait until the deadline
                        output.completeExceptionally(broken);
                    }
                },
                "aks-policy-credential-helper");
        reader.setDaemon(true);
        reader.start();
        try {
            return output.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Trouble("which does not end within " + deadline);
        } catch (ExecutionException broken) {
            throw new Trouble("which breaks off its answer");
        }
    }

    private static Optional<Credentials> answer(byte[] output, int exit) throws Trouble {
        if (exit != 0) {
            // the words of docker's helpers; what else is said may hold a secret
            if (new String(output, StandardCharsets.UTF_8).strip().startsWith("credentials not found")) {
                return Optional.empty();
            }
            throw new Trouble("which fails with exit code " + exit);
        }
        try {
            StrictJson json = StrictJson.read(output, "answer of the credential helper");
            String user = json.required(json.object(), "Username");
            String secret = json.required(json.object(), "Secret");
            return secret.isEmpty() ? Optional.empty() : Optional.of(Credentials.of(user, secret));
        } catch (VerificationFailure malformed) {
            throw new Trouble("whose answer cannot be read");
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECOND, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
