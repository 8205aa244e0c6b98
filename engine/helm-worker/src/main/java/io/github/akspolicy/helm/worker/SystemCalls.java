package io.github.akspolicy.helm.worker;

import com.sun.jna.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of Linux by number, as libc has no names for all of them.
 *
 * @param auditArchitecture what the kernel calls the architecture
 * @param numbers the numbers by name
 */
record SystemCalls(int auditArchitecture, Map<String, Integer> numbers) {
    /** What makes a connection, runs a program or reaches into another process: no chart needs it. */
    private static final List<String> REFUSED = List.of(
            "socket",
            "socketpair",
            "connect",
            "accept",
            "accept4",
            "bind",
            "listen",
            "sendto",
            "recvfrom",
            "sendmsg",
            "recvmsg",
            "sendmmsg",
            "recvmmsg",
            "execve",
            "execveat",
            "fork",
            "vfork",
            "ptrace",
            "process_vm_readv",
            "process_vm_writev",
            "io_uring_setup",
            "io_uring_enter",
            "io_uring_register",
            "bpf",
            "add_key",
            "request_key",
            "keyctl",
            "perf_event_open",
            "userfaultfd",
            "unshare",
            "setns",
            "mount",
            "umount2",
            "pivot_root",
            "chroot",
            "init_module",
            "finit_module",
            "delete_module",
            "kexec_load",
            "kexec_file_load",
            "open_by_handle_at",
            "name_to_handle_at",
            "pidfd_open",
            "pidfd_getfd",
            "pidfd_send_signal",
            "kcmp",
            "tkill",
            "rt_sigqueueinfo",
            "rt_tgsigqueueinfo",
            "shmget",
            "shmat",
            "semget",
            "msgget",
            "mq_open");

    private static final SystemCalls X86_64 = new SystemCalls(
            0xC000003E,
            Map.ofEntries(
                    Map.entry("socket", 41),
                    Map.entry("connect", 42),
                    Map.entry("accept", 43),
                    Map.entry("sendto", 44),
                    Map.entry("recvfrom", 45),
                    Map.entry("sendmsg", 46),
                    Map.entry("recvmsg", 47),
                    Map.entry("bind", 49),
                    Map.entry("listen", 50),
                    Map.entry("socketpair", 53),
                    Map.entry("accept4", 288),
                    Map.entry("recvmmsg", 299),
                    Map.entry("sendmmsg", 307),
                    Map.entry("clone", 56),
                    Map.entry("fork", 57),
                    Map.entry("vfork", 58),
                    Map.entry("execve", 59),
                    Map.entry("execveat", 322),
                    Map.entry("kill", 62),
                    Map.entry("tkill", 200),
                    Map.entry("tgkill", 234),
                    Map.entry("rt_sigqueueinfo", 129),
                    Map.entry("rt_tgsigqueueinfo", 297),
                    Map.entry("ptrace", 101),
                    Map.entry("process_vm_readv", 310),
                    Map.entry("process_vm_writev", 311),
                    Map.entry("bpf", 321),
                    Map.entry("add_key", 248),
                    Map.entry("request_key", 249),
                    Map.entry("keyctl", 250),
                    Map.entry("perf_event_open", 298),
                    Map.entry("userfaultfd", 323),
                    Map.entry("unshare", 272),
                    Map.entry("setns", 308),
                    Map.entry("mount", 165),
                    Map.entry("umount2", 166),
                    Map.entry("pivot_root", 155),
                    Map.entry("chroot", 161),
                    Map.entry("init_module", 175),
                    Map.entry("finit_module", 313),
                    Map.entry("delete_module", 176),
                    Map.entry("kexec_load", 246),
                    Map.entry("kexec_file_load", 320),
                    Map.entry("name_to_handle_at", 303),
                    Map.entry("open_by_handle_at", 304),
                    Map.entry("kcmp", 312),
                    Map.entry("shmget", 29),
                    Map.entry("shmat", 30),
                    Map.entry("semget", 64),
                    Map.entry("msgget", 68),
                    Map.entry("mq_open", 240),
                    Map.entry("seccomp", 317)));

    private static final SystemCalls AARCH64 = new SystemCalls(
            0xC00000B7,
            Map.ofEntries(
                    Map.entry("socket", 198),
                    Map.entry("socketpair", 199),
                    Map.entry("bind", 200),
                    Map.entry("listen", 201),
                    Map.entry("accept", 202),
                    Map.entry("connect", 203),
                    Map.entry("sendto", 206),
                    Map.entry("recvfrom", 207),
                    Map.entry("sendmsg", 211),
                    Map.entry("recvmsg", 212),
                    Map.entry("accept4", 242),
                    Map.entry("recvmmsg", 243),
                    Map.entry("sendmmsg", 269),
                    Map.entry("clone", 220),
                    Map.entry("execve", 221),
                    Map.entry("execveat", 281),
                    Map.entry("kill", 129),
                    Map.entry("tkill", 130),
                    Map.entry("tgkill", 131),
                    Map.entry("rt_sigqueueinfo", 138),
                    Map.entry("rt_tgsigqueueinfo", 240),
                    Map.entry("ptrace", 117),
                    Map.entry("process_vm_readv", 270),
                    Map.entry("process_vm_writev", 271),
                    Map.entry("bpf", 280),
                    Map.entry("add_key", 217),
                    Map.entry("request_key", 218),
                    Map.entry("keyctl", 219),
                    Map.entry("perf_event_open", 241),
                    Map.entry("userfaultfd", 282),
                    Map.entry("unshare", 97),
                    Map.entry("setns", 268),
                    Map.entry("umount2", 39),
                    Map.entry("mount", 40),
                    Map.entry("pivot_root", 41),
                    Map.entry("chroot", 51),
                    Map.entry("init_module", 105),
                    Map.entry("delete_module", 106),
                    Map.entry("finit_module", 273),
                    Map.entry("kexec_load", 104),
                    Map.entry("kexec_file_load", 294),
                    Map.entry("name_to_handle_at", 264),
                    Map.entry("open_by_handle_at", 265),
                    Map.entry("kcmp", 272),
                    Map.entry("shmget", 194),
                    Map.entry("shmat", 196),
                    Map.entry("semget", 190),
                    Map.entry("msgget", 186),
                    Map.entry("mq_open", 180),
                    Map.entry("seccomp", 277)));

    /** Calls that have one number on every architecture. */
    private static final Map<String, Integer> COMMON = Map.of(
            "pidfd_send_signal", 424,
            "io_uring_setup", 425,
            "io_uring_enter", 426,
            "io_uring_register", 427,
            "pidfd_open", 434,
            "clone3", 435,
            "pidfd_getfd", 438,
            "landlock_create_ruleset", 444,
            "landlock_add_rule", 445,
            "landlock_restrict_self", 446);

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
            number = COMMON.get(name);
        }
        if (number == null) {
            throw new IllegalArgumentException(name);
        }
        return number;
    }

    /** The numbers that are refused whatever their arguments. */
    Set<Integer> refused() {
        var found = new TreeSet<Integer>();
        for (String name : REFUSED) {
            // some are missing on newer architectures
            if (numbers.containsKey(name) || COMMON.containsKey(name)) {
                found.add(number(name));
            }
        }
        return found;
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
