package io.github.akspolicy.helm.worker;

import com.sun.jna.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of Linux by number, as libc has no names for all of them.
 *
 * @param auditArchitecture what the kernel calls the architecture
 * @param numbers the numbers by name
 */
record SystemCalls(int auditArchitecture, Map<String, Integer> numbers) {
    /**
     * Each with its number on x86-64 and on AArch64, where it has one. What makes a connection, runs a program or reaches into another
     * process is refused: no chart needs it.
     */
    private static final List<String[]> TABLE =
            """
            socket 41 198 refused
            socketpair 53 199 refused
            connect 42 203 refused
            accept 43 202 refused
            accept4 288 242 refused
            bind 49 200 refused
            listen 50 201 refused
            sendto 44 206 refused
            recvfrom 45 207 refused
            sendmsg 46 211 refused
            recvmsg 47 212 refused
            sendmmsg 307 269 refused
            recvmmsg 299 243 refused
            execve 59 221 refused
            execveat 322 281 refused
            fork 57 - refused
            vfork 58 - refused
            ptrace 101 117 refused
            process_vm_readv 310 270 refused
            process_vm_writev 311 271 refused
            io_uring_setup 425 425 refused
            io_uring_enter 426 426 refused
            io_uring_register 427 427 refused
            bpf 321 280 refused
            add_key 248 217 refused
            request_key 249 218 refused
            keyctl 250 219 refused
            perf_event_open 298 241 refused
            userfaultfd 323 282 refused
            unshare 272 97 refused
            setns 308 268 refused
            mount 165 40 refused
            umount2 166 39 refused
            pivot_root 155 41 refused
            chroot 161 51 refused
            init_module 175 105 refused
            finit_module 313 273 refused
            delete_module 176 106 refused
            kexec_load 246 104 refused
            kexec_file_load 320 294 refused
            open_by_handle_at 304 265 refused
            name_to_handle_at 303 264 refused
            pidfd_open 434 434 refused
            pidfd_getfd 438 438 refused
            pidfd_send_signal 424 424 refused
            kcmp 312 272 refused
            tkill 200 130 refused
            rt_sigqueueinfo 129 138 refused
            rt_tgsigqueueinfo 297 240 refused
            shmget 29 194 refused
            shmat 30 196 refused
            semget 64 190 refused
            msgget 68 186 refused
            mq_open 240 180 refused
            clone 56 220
            kill 62 129
            tgkill 234 131
            seccomp 317 277
            clone3 435 435
            landlock_create_ruleset 444 444
            landlock_add_rule 445 445
            landlock_restrict_self 446 446
            """.lines().map(line -> line.split(" ")).toList();

    private static final SystemCalls X86_64 = of(0xC000003E, 1);
    private static final SystemCalls AARCH64 = of(0xC00000B7, 2);

    private static SystemCalls of(int auditArchitecture, int column) {
        return new SystemCalls(
                auditArchitecture,
                TABLE.stream()
                        .filter(row -> !row[column].equals("-"))
                        .collect(Collectors.toMap(row -> row[0], row -> Integer.valueOf(row[column]))));
    }

    SystemCalls {
        numbers = Map.copyOf(numbers);
    }

    /** Those of this machine, or null when they are not known. */
    static @Nullable SystemCalls ofThisMachine() {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            return null;
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default -> null;
        };
    }

    /** The number of a call of this architecture. */
    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(name);
        }
        return number;
    }

    /** The numbers that are refused whatever their arguments. */
    Set<Integer> refused() {
        return TABLE.stream()
                .filter(row -> row.length > 3 && numbers.containsKey(row[0]))
                .map(row -> number(row[0]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Makes a call: its result, or the negative of the error number. */
    long call(String name, Object... arguments) {
        var all = new Object[arguments.length + 1];
        all[0] = (long) number(name);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        long result = LibC.function("syscall").invokeLong(all);
        return result == -1 ? -LibC.error() : result;
    }
}
