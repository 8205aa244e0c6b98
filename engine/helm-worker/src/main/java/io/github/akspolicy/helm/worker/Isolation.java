package io.github.akspolicy.helm.worker;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the calling thread, and every thread it starts, gives up before the native library is loaded: the network, programs
 * and other processes by seccomp, the files of the machine by Landlock.
 */
final class Isolation {
    private static final int SET_NO_NEW_PRIVILEGES = 38;

    private static final List<String> READABLE = List.of(
            "/etc/localtime",
            "/etc/ld.so.cache",
            "/usr/share/zoneinfo",
            "/usr/share/lib/zoneinfo",
            "/usr/lib/locale/TZ",
            "/etc/zoneinfo",
            "/proc/self",
            "/sys/kernel/mm/transparent_hugepage",
            "/sys/devices/system/cpu",
            // how many threads a container grants
            "/sys/fs/cgroup",
            "/dev/urandom",
            "/dev/random",
            "/dev/zero");

    private Isolation() {}

    /**
     * Gives up what the system lets it give up.
     *
     * @param library the native library
     * @param folder the folder of the run, where everything else lies
     * @return what that is, in words
     */
    static String enter(Path library, Path folder) {
        SystemCalls calls = SystemCalls.ofThisMachine();
        if (calls == null) {
            return "none: not available on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + "; only the environment is empty";
        }
        if (LibC.call("prctl", SET_NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L) != 0) {
            return "none: the system refuses no_new_privs; only the environment is empty";
        }
        String files = confineFiles(calls, library, folder);
        // last, since the rules for files are made by system calls, too
        long filter = SystemCallFilter.install(calls, ProcessHandle.current().pid());
        String network = filter == 0
                ? "no network and no programs (seccomp)"
                : "network and programs not refused (seccomp: errno " + -filter + ")";
        return network + ", " + files;
    }

    private static String confineFiles(SystemCalls calls, Path library, Path folder) {
        long version = FileRules.version(calls);
        if (version < 1) {
            return "files not confined (Landlock: errno " + -version + ")";
        }
        FileRules rules = FileRules.create(calls, (int) version)
                .readAndWrite(folder)
                .readAndWrite(Path.of("/dev/null"))
                .read(library)
                .read(Path.of(System.getProperty("java.home")));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            rules.read(Path.of(entry));
        }
        READABLE.forEach(path -> rules.read(Path.of(path)));
        libraries().forEach(rules::read);
        long result = rules.enter();
        return result == 0
                ? "files confined (Landlock ABI " + rules.version() + ")"
                : "files not confined (Landlock: errno " + -result + ")";
    }

    /** The folders of the shared libraries that this process has loaded: the native library needs others of them. */
    private static Set<Path> libraries() {
        var folders = new TreeSet<Path>();
        // no channel of NIO: with the first one the JDK tries out sockets
        try (var maps = new BufferedReader(new FileReader("/proc/self/maps", StandardCharsets.ISO_8859_1))) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                int path = line.indexOf('/');
                Path folder = path >= 0 && line.contains(".so")
                        ? Path.of(line.substring(path)).getParent()
                        : null;
                if (folder != null) {
                    folders.add(folder);
                }
            }
        } catch (IOException e) {
            return Set.of(Path.of("/lib64"), Path.of("/lib"), Path.of("/usr/lib"));
        }
        return folders;
    }
}
