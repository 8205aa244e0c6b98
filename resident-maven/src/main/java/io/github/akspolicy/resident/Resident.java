package io.github.akspolicy.resident;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.shared.invoker.InvocationOutputHandler;

/** The other end of a {@link ResidentMaven}: its process, and the connection over which it gets builds. */
final class Resident {
    private static final int START_MILLIS = 60_000;

    /** Whether the plugin evaluates in a separate process. */
    private static final String FORK = "-Daks-policy.fork";

    private final JvmSettings settings;
    private final Process process;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private boolean more = true;
    private long lastUsed = System.nanoTime();

    private Resident(JvmSettings settings, Process process, Socket socket) throws IOException {
        this.settings = settings;
        this.process = process;
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    static Resident start(JvmSettings settings) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(START_MILLIS);
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(settings.options().trim().split("\\s+")));
            command.removeIf(String::isEmpty);
            command.addAll(List.of(
                    "-cp",
                    classes(),
                    ResidentMaven.class.getName(),
                    System.getProperty("maven.home"),
                    String.valueOf(server.getLocalPort())));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(settings.environment());
            // it is said to all builds: a goal that evaluates nothing need not take it
            builder.environment().merge("MAVEN_ARGS", FORK + "=false", (said, more) -> said + " " + more);
            Process process = builder.start();
            try {
                return new Resident(settings, process, server.accept());
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private static String classes() throws IOException {
        try {
            return Path.of(Resident.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The folder that {@code mvn} takes for the root of a build: the next one upwards that has {@code .mvn}. */
    static File root(File folder) {
        for (File root = folder; root != null; root = root.getParentFile()) {
            if (new File(root, ".mvn").isDirectory()) {
                return root;
            }
        }
        return folder;
    }

    JvmSettings settings() {
        return settings;
    }

    /** Whether it takes another build, and does not end while it is asked. */
    boolean takesMore() {
        long idleMillis = (System.nanoTime() - lastUsed) / 1_000_000;
        return more && process.isAlive() && idleMillis < ResidentMaven.IDLE_MILLIS / 2;
    }

    void end() throws IOException {
        socket.close();
    }

    /** Its exit code. Each line that it writes goes to the log. */
    int build(File folder, List<String> goals, InvocationOutputHandler log) throws IOException {
        var arguments = new ArrayList<>(goals);
        if (arguments.stream().noneMatch(argument -> argument.startsWith(FORK))) {
            // what a separate process would start anew for each build is warm here
            arguments.add(FORK + "=false");
        }
        out.writeUTF(folder.getPath());
        out.writeUTF(root(folder).getPath());
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            out.writeUTF(argument);
        }
        out.flush();
        var line = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            for (byte written : in.readNBytes(length)) {
                if (written == '\n') {
                    log.consumeLine(line.toString(Charset.defaultCharset()));
                    line.reset();
                } else {
                    line.write(written);
                }
            }
        }
        if (line.size() > 0) {
            log.consumeLine(line.toString(Charset.defaultCharset()));
        }
        int exitCode = in.readInt();
        more = in.readBoolean();
        lastUsed = System.nanoTime();
        return exitCode;
    }
}
