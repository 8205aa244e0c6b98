package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the Pod Security Standards allow: the defaults of policies, and what the prediction of admission compares with. Where
 * and when it counts: {@link PodSecurityControl}.
 */
final class PodSecurityStandards {
    /** Words of which later versions add some. */
    record Words(Map<Integer, List<String>> since) {
        Words {
            since = new TreeMap<>(since);
        }

        /** The minor versions that add some. */
        List<Integer> versions() {
            return List.copyOf(since.keySet());
        }

        /** The words in release 1.{@code minor}. */
        List<String> in(int minor) {
            return since.entrySet().stream()
                    .filter(entry -> entry.getKey() <= minor)
                    .flatMap(entry -> entry.getValue().stream())
                    .toList();
        }

        /** Whether a word is one that a version later than 1.{@code minor} adds. */
        boolean addLater(String word, int minor) {
            return since.entrySet().stream()
                    .anyMatch(entry -> entry.getValue().contains(word) && entry.getKey() > minor);
        }
    }

    /** What may be added at level baseline. */
    static final List<String> CAPABILITIES = List.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    /** What may be added at level restricted, where {@link #DROPPED_CAPABILITY} must be dropped. */
    static final List<String> RESTRICTED_CAPABILITIES = List.of("NET_BIND_SERVICE");

    static final String DROPPED_CAPABILITY = "ALL";

    static final List<String> HOST_NAMESPACES = List.of("hostNetwork", "hostPID", "hostIPC");

    /** Types of seccomp and AppArmor profiles. */
    static final List<String> PROFILES = List.of("RuntimeDefault", "Localhost");

    static final String APP_ARMOR_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

    static final String SECCOMP_ANNOTATION_OF_POD = "seccomp.security.alpha.kubernetes.io/pod";

    static final String SECCOMP_ANNOTATION_OF_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";

    static final Words SELINUX_TYPES = new Words(Map.of(
            0, List.of("container_t", "container_init_t", "container_kvm_t"),
            31, List.of("container_engine_t")));

    static final Words SYSCTLS = new Words(Map.of(
            0,
                    List.of(
                            "kernel.shm_rmid_forced",
                            "net.ipv4.ip_local_port_range",
                            "net.ipv4.tcp_syncookies",
                            "net.ipv4.ping_group_range",
                            "net.ipv4.ip_unprivileged_port_start"),
            27, List.of("net.ipv4.ip_local_reserved_ports"),
            29,
                    List.of(
                            "net.ipv4.tcp_keepalive_time",
                            "net.ipv4.tcp_fin_timeout",
                            "net.ipv4.tcp_keepalive_intvl",
                            "net.ipv4.tcp_keepalive_probes"),
            32, List.of("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"),
            37, List.of("net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat")));

    /** Volume types at level restricted. */
    static final List<String> VOLUME_TYPES = List.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    private PodSecurityStandards() {}

    /** Whether a {@code seccompProfile} or {@code appArmorProfile} that is set has another type than {@link #PROFILES}. */
    static boolean isOtherProfile(Field profile) {
        return profile.isPresent() && !PROFILES.contains(profile.get("type").textOr(""));
    }

    static boolean isOtherProcMount(Field procMount) {
        return procMount.isPresent() && !procMount.textOr("").equals("Default");
    }

    static boolean isUserZero(Field user) {
        Long number = user.integer();
        return number != null && number == 0;
    }

    static boolean isHostProcess(Field windowsOptions) {
        return windowsOptions.get("hostProcess").isTrue();
    }

    /** What stood in place of the field {@code seccompProfile} before 1.19: that of the pod and those of its containers. */
    static List<Field> seccompAnnotations(Pod pod) {
        if (!pod.annotations().isPresent()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(SECCOMP_ANNOTATION_OF_POD),
                        pod.containers().stream().map(container -> SECCOMP_ANNOTATION_OF_CONTAINER + container.name()))
                .distinct()
                .map(pod.annotations()::get)
                .filter(Field::isPresent)
                .toList();
    }
}
