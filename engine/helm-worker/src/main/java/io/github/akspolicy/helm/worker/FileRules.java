package io.github.akspolicy.helm.worker;

import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Landlock: the files that the calling thread, and every thread it starts, can still open. */
final class FileRules {
    private static final int VERSION = 1;
    private static final int PATH_BENEATH = 1;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_FOLDER = 1 << 3;
    private static final long REMOVE_FOLDER = 1 << 4;
    private static final long REMOVE_FILE = 1 << 5;
    private static final long MAKE_FOLDER = 1 << 7;
    private static final long MAKE_FILE = 1 << 8;
    private static final long FIRST_RIGHTS = (1 << 13) - 1;
    private static final long REFER = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final long CONTROL_DEVICES = 1 << 15;
    private static final long BIND_AND_CONNECT = 3;
    private static final long SOCKETS_AND_SIGNALS = 3;

    private static final int PATH_ONLY = 0x200000;
    private static final int CLOSE_ON_EXEC = 0x80000;

    private final SystemCalls calls;
    private final int version;
    private final long handled;
    private final long rules;

    private FileRules(SystemCalls calls, int version) {
        this.calls = calls;
        this.version = version;
        this.handled = FIRST_RIGHTS
                | (version >= 2 ? REFER : 0)
                | (version >= 3 ? TRUNCATE : 0)
                | (version >= 5 ? CONTROL_DEVICES : 0);
        var attributes = new Memory(24);
        attributes.clear();
        attributes.setLong(0, handled);
        attributes.setLong(8, version >= 4 ? BIND_AND_CONNECT : 0);
        attributes.setLong(16, version >= 6 ? SOCKETS_AND_SIGNALS : 0);
        long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        this.rules = calls.call("landlock_create_ruleset", attributes, size, 0L);
    }

    /** The version that the kernel has, or the negative of the error number. */
    static long version(SystemCalls calls) {
        return calls.call("landlock_create_ruleset", 0L, 0L, (long) VERSION);
    }

    /** Rules that allow nothing yet. */
    static FileRules create(SystemCalls calls, int version) {
        return new FileRules(calls, version);
    }

    int version() {
        return version;
    }

    FileRules read(Path path) {
        add(path, READ_FILE | READ_FOLDER);
        return this;
    }

    FileRules readAndWrite(Path path) {
        add(
                path,
                READ_FILE
                        | READ_FOLDER
                        | WRITE_FILE
                        | REMOVE_FILE
                        | REMOVE_FOLDER
                        | MAKE_FILE
                        | MAKE_FOLDER
                        | REFER
                        | TRUNCATE);
        return this;
    }

    private void add(Path path, long rights) {
        if (rules < 0 || !Files.exists(path)) {
            return;
        }
        int descriptor = LibC.call("open", path.toString(), PATH_ONLY | CLOSE_ON_EXEC);
        if (descriptor < 0) {
            return;
        }
        long possible = Files.isDirectory(path) ? handled : EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;
        var rule = new Memory(12);
        rule.setLong(0, rights & possible & handled);
        rule.setInt(8, descriptor);
        calls.call("landlock_add_rule", rules, (long) PATH_BENEATH, rule, 0L);
        LibC.call("close", descriptor);
    }

    /**
     * Holds the thread to the rules; needs no_new_privs.
     *
     * @return 0, or the negative of the error number
     */
    long enter() {
        if (rules < 0) {
            return rules;
        }
        long result = calls.call("landlock_restrict_self", rules, 0L);
        LibC.call("close", (int) rules);
        return result;
    }
}
