package io.github.akspolicy.resident;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A JVM that runs one Maven build after the other. Maven's own classes stay loaded and compiled; each build has its own
 * container, so that plugins and everything they hold is loaded anew.
 */
final class ResidentMaven {
    /** Nobody needs it any more. */
    static final int IDLE_MILLIS = 30_000;
    /** What builds leave to the end of their JVM stays until then, with the classes of its plugins. */
    private static final int MOST_BUILDS = 20;

    private final ClassLoader maven;
    private final Properties properties;

    private ResidentMaven(Path home) throws IOException {
        maven = new URLClassLoader("maven", jars(home).toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        properties = System.getProperties();
        properties.setProperty("maven.home", home.toString());
    }

    public static void main(String[] args) throws Exception {
        var resident = new ResidentMaven(Path.of(args[0]));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))) {
            socket.setSoTimeout(IDLE_MILLIS);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var out = new DataOutputStream(socket.getOutputStream());
            for (int builds = 1; builds <= MOST_BUILDS && resident.build(in, out); builds++) {
                out.writeBoolean(builds < MOST_BUILDS);
                out.flush();
            }
        }
        // whatever threads builds have left behind
        System.exit(0);
    }

    /** What {@code bin/m2.conf} names. */
    private static List<URL> jars(Path home) throws IOException {
        var jars = new ArrayList<URL>();
        jars.add(home.resolve("conf/logging").toUri().toURL());
        for (String folder : List.of("lib/ext", "lib", "boot")) {
            if (Files.isDirectory(home.resolve(folder))) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve(folder), "*.jar")) {
                    for (Path file : files) {
                        jars.add(file.toUri().toURL());
                    }
                }
            }
        }
        return jars;
    }

    /** Whether there was a build to run. */
    private boolean build(DataInputStream in, DataOutputStream out) throws Exception {
        String folder;
        try {
            folder = in.readUTF();
        } catch (EOFException | SocketTimeoutException e) {
            return false;
        }
        String root = in.readUTF();
        var arguments = new String[in.readInt()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = in.readUTF();
        }
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        int exitCode;
        try (var log = new PrintStream(new Frames(out), true)) {
            var own = new Properties();
            own.putAll(properties);
            own.setProperty("user.dir", folder);
            own.setProperty("maven.multiModuleProjectDirectory", root);
            System.setProperties(own);
            System.setOut(log);
            System.setErr(log);
            Thread.currentThread().setContextClassLoader(maven);
            exitCode = run(arguments, folder, log);
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
            // as it would be if the process of the build had ended: Helm runs in one of its own
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
        out.writeInt(0);
        out.writeInt(exitCode);
        return true;
    }

    private int run(String[] arguments, String folder, PrintStream log) throws ReflectiveOperationException {
        Class<?> world = maven.loadClass("org.codehaus.plexus.classworlds.ClassWorld");
        Class<?> cli = maven.loadClass("org.apache.maven.cli.MavenCli");
        Object one = cli.getConstructor(world)
                .newInstance(
                        world.getConstructor(String.class, ClassLoader.class).newInstance("plexus.core", maven));
        return (Integer) cli.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class)
                .invoke(one, arguments, folder, log, log);
    }

    /** Pieces of the log, each with its length; a length of 0 ends them. */
    private static final class Frames extends OutputStream {
        private final DataOutputStream out;
        private boolean ended;

        Frames(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            // a thread that its build has left behind must not write into the next one
            if (length > 0 && !ended) {
                out.writeInt(length);
                out.write(bytes, offset, length);
            }
        }

        @Override
        public synchronized void close() {
            ended = true;
        }
    }
}
