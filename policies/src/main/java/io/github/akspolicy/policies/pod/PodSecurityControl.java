package io.github.akspolicy.policies.pod;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The controls of the Pod Security Standards as the Pod Security admission has them: at which level, in which versions, and
 * which pods they exempt (kubernetes/pod-security-admission at 8f84a87, {@code policy/check_*}; the checks of 1.37). Policies
 * and the prediction of admission read them here; {@link PodSecurityStandards} has what they allow. In upstream's order: by
 * id, those of level baseline first.
 */
enum PodSecurityControl {
    APP_ARMOR_PROFILE(both(0)),
    // CAPABILITIES_RESTRICTED overrides it, for Windows pods too
    CAPABILITIES_BASELINE(baseline(0), restricted(0, 22)),
    HOST_NAMESPACES(both(0)),
    HOST_PATH_VOLUMES(baseline(0)),
    HOST_PORTS(both(0)),
    HOST_PROBES(both(34)),
    PRIVILEGED(both(0)),
    PROC_MOUNT(both(0, 35), baseline(35).exempting(Exempt.USER_NAMESPACES)),
    SELINUX_OPTIONS(everyVersionOf(PodSecurityStandards.SELINUX_TYPES)),
    SECCOMP_ANNOTATIONS(both(0, 19)),
    SECCOMP_BASELINE(baseline(19)),
    SYSCTLS(everyVersionOf(PodSecurityStandards.SYSCTLS)),
    WINDOWS_HOST_PROCESS(both(0)),
    ALLOW_PRIVILEGE_ESCALATION(restricted(8, 25), restricted(25).exempting(Exempt.WINDOWS)),
    CAPABILITIES_RESTRICTED(restricted(22, 25), restricted(25).exempting(Exempt.WINDOWS)),
    PROC_MOUNT_RESTRICTED(restricted(35)),
    RESTRICTED_VOLUMES(restricted(0)),
    RUN_AS_NON_ROOT(restricted(0, 35), restricted(35).exempting(Exempt.USER_NAMESPACES)),
    RUN_AS_USER(restricted(23, 35), restricted(35).exempting(Exempt.USER_NAMESPACES)),
    SECCOMP_RESTRICTED(restricted(19, 25), restricted(25).exempting(Exempt.WINDOWS));

    /** Pods that a control does not ask. */
    enum Exempt {
        NONE,
        WINDOWS,
        USER_NAMESPACES
    }

    /**
     * Where a control counts.
     *
     * @param isBaseline whether level baseline has it
     * @param isRestricted whether level restricted has it, where a stricter control may replace it
     * @param from the first minor version that has it
     * @param until the first minor version that has it no more
     * @param exempt the pods that it exempts there
     */
    record Form(boolean isBaseline, boolean isRestricted, int from, int until, Exempt exempt) {
        boolean countsAt(boolean restrictedLevel, int minor) {
            return (restrictedLevel ? isRestricted : isBaseline) && from <= minor && minor < until;
        }

        /** Whether it asks a pod that is Windows' or has a user namespace of its own. */
        boolean asks(boolean windows, boolean userNamespace) {
            return !(exempt == Exempt.WINDOWS && windows) && !(exempt == Exempt.USER_NAMESPACES && userNamespace);
        }

        private Form exempting(Exempt pods) {
            return new Form(isBaseline, isRestricted, from, until, pods);
        }
    }

    private final List<Form> forms;

    PodSecurityControl(Form... forms) {
        this.forms = List.of(forms);
    }

    /** Of which at most one counts at a level in a version. */
    List<Form> forms() {
        return forms;
    }

    /** Whether a minor version has it at some level. */
    boolean existsIn(int minor) {
        return forms.stream().anyMatch(form -> form.countsAt(false, minor) || form.countsAt(true, minor));
    }

    private static Form both(int from) {
        return new Form(true, true, from, Integer.MAX_VALUE, Exempt.NONE);
    }

    private static Form both(int from, int until) {
        return new Form(true, true, from, until, Exempt.NONE);
    }

    private static Form baseline(int from) {
        return new Form(true, false, from, Integer.MAX_VALUE, Exempt.NONE);
    }

    private static Form restricted(int from) {
        return new Form(false, true, from, Integer.MAX_VALUE, Exempt.NONE);
    }

    private static Form restricted(int from, int until) {
        return new Form(false, true, from, until, Exempt.NONE);
    }

    private static Form[] everyVersionOf(PodSecurityStandards.Words words) {
        List<Integer> versions = words.versions();
        return IntStream.range(0, versions.size())
                .mapToObj(i -> both(versions.get(i), i + 1 < versions.size() ? versions.get(i + 1) : Integer.MAX_VALUE))
                .toArray(Form[]::new);
    }
}
