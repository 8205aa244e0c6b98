package io.github.akspolicy.live;

import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program of a kubeconfig that logs in, such as kubelogin, run as client-go runs it: no shell, the environment of this process
 * and that of the kubeconfig, {@code KUBERNETES_EXEC_INFO}. It can ask nobody, and it must answer in time. What it writes is a
 * secret: of its errors one line is shown, without anything that could be a token.
 */
final class CredentialPlugin {
    /** A login of az or of a service principal takes seconds; a question that nobody answers takes for ever. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_LINE = 300;
    private static final long MOMENT = 2_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/_=~.-]{24,}");
    private static final Pattern VERSION = Pattern.compile("[a-z0-9.]{1,60}/v[0-9a-z]{1,10}");
    private static final String LOGIN_AGAIN = "log in again: az login, and kubelogin remove-tokens";

    private final ExecConfig exec;
    private final Path kubeconfig;
    private final Duration deadline;

    /**
     * What a plugin answers.
     *
     * @param token a bearer token; null for a certificate
     * @param certificate a client certificate in PEM, with its key; null for a token
     */
    record Credential(
            @Nullable String token,
            @Nullable String certificate,
            @Nullable String key) {
        @Override
        public String toString() {
            return "a credential";
        }
    }

    /** @param kubeconfig the file that names the plugin: a relative command is relative to it */
    CredentialPlugin(ExecConfig exec, Path kubeconfig, Duration deadline) {
        this.exec = exec;
        this.kubeconfig = kubeconfig;
        this.deadline = deadline;
    }

    /**
     * Runs the plugin.
     *
     * @throws SourceException when it is missing, fails, asks, hangs or answers something else
     */
    Credential credential() throws SourceException {
        if ("Always".equals(exec.getInteractiveMode())) {
            throw failed("asks a person, and here is none", "choose a login without questions: " + convert());
        }
        byte[] answer = run();
        Object tree;
        try {
            tree = JsonTree.read(answer);
        } catch (IOException noJson) {
            throw failed("answered no ExecCredential", "run it by hand to see what it says");
        }
        return read(tree);
    }

    private Credential read(Object tree) throws SourceException {
        Map<String, Object> answer = JsonTree.asMap(tree);
        Map<String, Object> status = answer == null ? null : JsonTree.map(answer, "status");
        if (answer == null || !JsonTree.text(answer, "kind").equals("ExecCredential") || status == null) {
            throw failed("answered no ExecCredential with a status", "run it by hand to see what it says");
        }
        String version = JsonTree.text(answer, "apiVersion");
        if (!version.equals(exec.getApiVersion())) {
            throw failed(
                    "answered in " + version(version) + ", and the kubeconfig wants " + version(exec.getApiVersion()),
                    "write the kubeconfig again: " + convert());
        }
        expect(JsonTree.text(status, "expirationTimestamp"));
        String token = JsonTree.text(status, "token");
        String certificate = JsonTree.text(status, "clientCertificateData");
        String key = JsonTree.text(status, "clientKeyData");
        if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
            throw failed("answered neither a token nor a certificate with its key", LOGIN_AGAIN);
        }
        return new Credential(
                token.isEmpty() ? null : token,
                certificate.isEmpty() ? null : certificate,
                certificate.isEmpty() ? null : key);
    }

    private void expect(String expiration) throws SourceException {
        try {
            if (!expiration.isEmpty() && Instant.parse(expiration).isBefore(Instant.now())) {
                throw failed("answered a credential that expired at " + expiration, LOGIN_AGAIN);
            }
        } catch (DateTimeParseException noTime) {
            throw failed("answered an expirationTimestamp that is not a time", "run it by hand to see what it says");
        }
    }

    private byte[] run() throws SourceException {
        var command = new ArrayList<String>();
        command.add(executable());
        command.addAll(exec.getArgs());
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBERNETES_EXEC_INFO", info());
        for (ExecEnvVar variable : exec.getEnv()) {
            builder.environment().put(variable.getName(), variable.getValue());
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException notStarted) {
            throw missing();
        }
        try {
            process.getOutputStream().close();
            return outcome(process);
        } catch (InterruptedException | IOException stopped) {
            if (stopped instanceof InterruptedException || stopped instanceof InterruptedIOException) {
                Thread.currentThread().interrupt();
            }
            throw failed("was interrupted", "");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private byte[] outcome(Process process) throws InterruptedException, SourceException {
        CompletableFuture<byte[]> output = drain(process.getInputStream());
        CompletableFuture<byte[]> errors = drain(process.getErrorStream());
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(
                        "did not answer in " + deadline.toSeconds() + " seconds" + said(errors),
                        "it may wait for a person; choose a login without questions: " + convert());
            }
            if (process.exitValue() != 0) {
                throw failed("failed with exit code " + process.exitValue() + said(errors), LOGIN_AGAIN);
            }
            // a child that it left behind may hold the pipe open
            byte[] answer = output.get(MOMENT, TimeUnit.MILLISECONDS);
            if (answer.length > LONGEST) {
                throw failed("answered more than " + LONGEST + " bytes", "run it by hand to see what it says");
            }
            return answer;
        } catch (ExecutionException | TimeoutException unread) {
            throw failed("did not end its answer", "run it by hand to see what it says");
        }
    }

    private static CompletableFuture<byte[]> drain(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        byte[] start = stream.readNBytes(LONGEST + 1);
                        // the rest is of no use, but who cannot write waits for ever
                        stream.transferTo(OutputStream.nullOutputStream());
                        return start;
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                },
                task -> {
                    var reader = new Thread(task, "aks-policy credential plugin");
                    reader.setDaemon(true);
                    reader.start();
                });
    }

    /** The last line of its errors, without what could be a token or a code. */
    private static String said(CompletableFuture<byte[]> errors) throws InterruptedException {
        try {
            String text = new String(errors.get(MOMENT, TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
            List<String> lines = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.isEmpty() ? "" : ": " + line(lines.get(lines.size() - 1));
        } catch (ExecutionException | TimeoutException silent) {
            return "";
        }
    }

    private static String version(@Nullable String text) {
        return text != null && VERSION.matcher(text).matches() ? text : "another version";
    }

    /** As a kubeconfig holds PEM. */
    static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(@Nullable String text) {
        String masked = TOKEN.matcher(text == null ? "" : text).replaceAll("***");
        return masked.length() <= LONGEST_LINE ? masked : masked.substring(0, LONGEST_LINE) + "…";
    }

    /** As client-go looks for it: a path as it is or beside the kubeconfig, a name on the path. */
    private String executable() throws SourceException {
        String command = exec.getCommand();
        if (command.contains("/") || command.contains(File.separator)) {
            Path beside = kubeconfig.toAbsolutePath().resolveSibling(command);
            if (!Files.isExecutable(beside)) {
                throw missing();
            }
            return beside.toString();
        }
        return command;
    }

    private String info() {
        return "{\"apiVersion\":" + JsonTree.quoted(exec.getApiVersion())
                + ",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}";
    }

    private SourceException missing() {
        String hint = exec.getInstallHint();
        boolean isKubelogin = name().equals("kubelogin");
        return failed(
                "is not installed",
                isKubelogin
                        ? "az aks install-cli installs kubelogin"
                        : hint == null || hint.isBlank()
                                ? "install it, or put it on the path"
                                : line(hint.strip().lines().findFirst().orElse("")));
    }

    private String name() {
        Path name = Path.of(exec.getCommand()).getFileName();
        return name == null ? exec.getCommand() : name.toString();
    }

    private String convert() {
        return name().equals("kubelogin") ? "kubelogin convert-kubeconfig -l azurecli" : "see the manual of " + name();
    }

    private SourceException failed(String what, String fix) {
        return new SourceException(new Problem(
                "the credential plugin " + line(name()) + " of the kubeconfig " + kubeconfig.getFileName() + " " + what,
                null,
                fix));
    }
}
