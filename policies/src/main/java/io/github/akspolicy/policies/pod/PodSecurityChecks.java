package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The checks of the Pod Security admission: each gives upstream's reason with its detail in parentheses, or the empty
 * string for a pod that passes.
 */
final class PodSecurityChecks {
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
    static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
    private static final Set<String> PROFILE_TYPES = Set.of("RuntimeDefault", "Localhost");

    private PodSecurityChecks() {}

    static String appArmorProfile(Pod pod) {
        var values = new TreeSet<String>();
        List<String> setters = setters(pod, "appArmorProfile", profile -> {
            return isForbidden(profile.get("type"), profile.isPresent() && !isProfile(profile), values);
        });
        List<String> annotations = pod.annotations().fields().stream()
                .filter(annotation -> annotation.key().startsWith(APP_ARMOR) && !isAppArmorWord(annotation))
                .map(PodSecurityChecks::annotation)
                .sorted()
                .toList();
        var forbidden = new ArrayList<>(values);
        forbidden.addAll(annotations);
        if (!annotations.isEmpty()) {
            setters.add(plural("annotation", annotations));
        }
        return result(
                plural("forbidden AppArmor profile", forbidden),
                setters,
                () -> joined(setters) + " must not set AppArmor profile type to " + quoted(forbidden));
    }

    static String capabilitiesBaseline(Pod pod) {
        return added("non-default capabilities", pod, Capabilities.PSS_BASELINE);
    }

    static String capabilitiesRestricted(Pod pod) {
        String reason = "unrestricted capabilities";
        List<String> undropped = containers(
                pod,
                container -> !container.capabilities().get("drop").strings().contains("ALL"));
        String drop = result(
                reason, undropped, () -> named(undropped) + " must set securityContext.capabilities.drop=[\"ALL\"]");
        String add = added(reason, pod, List.of("NET_BIND_SERVICE"));
        return drop.isEmpty() || add.isEmpty()
                ? drop + add
                : drop.substring(0, drop.length() - 1) + "; " + add.substring(reason.length() + " (".length());
    }

    private static String added(String reason, Pod pod, List<String> allowed) {
        var known = new Capabilities(allowed, true);
        var added = new TreeSet<String>();
        List<String> bad = containers(pod, container -> {
            List<Field> others = known.othersIn(container.capabilities().get("add"));
            others.forEach(word -> added.add(word.textOr("")));
            return !others.isEmpty();
        });
        return result(
                reason,
                bad,
                () -> named(bad) + " must not include " + quoted(added) + " in securityContext.capabilities.add");
    }

    static String hostNamespaces(Pod pod) {
        var shared = new ArrayList<String>();
        for (String name : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.spec().get(name).isTrue()) {
                shared.add(name + "=true");
            }
        }
        return result("host namespaces", shared, () -> String.join(", ", shared));
    }

    static String hostPathVolumes(Pod pod) {
        List<String> volumes = pod.volumes().stream()
                .filter(volume -> volume.field().get("hostPath").isPresent())
                .map(Volume::name)
                .toList();
        return result("hostPath volumes", volumes, () -> plural("volume", volumes) + " " + quoted(volumes));
    }

    static List<Place> hostPaths(Pod pod) {
        return pod.volumes().stream()
                .map(volume -> volume.field().get("hostPath"))
                .filter(Field::isPresent)
                .map(Field::place)
                .toList();
    }

    static String hostPorts(Pod pod) {
        var ports = new TreeSet<String>();
        List<String> bad = containers(pod, container -> {
            List<Field> bound = container.hostPorts();
            bound.forEach(port -> ports.add(port.textOr("")));
            return !bound.isEmpty();
        });
        return result("hostPort", bad, () -> uses(bad) + plural("hostPort", ports) + " " + String.join(", ", ports));
    }

    static String hostProbesAndHostLifecycle(Pod pod) {
        var hosts = new TreeSet<String>();
        // upstream keeps these containers in a set, unlike those of all other checks
        var bad = new TreeSet<>(containers(pod, container -> {
            container.calledHosts().forEach(host -> hosts.add(host.textOr("")));
            return !container.calledHosts().isEmpty();
        }));
        return result(
                "probe or lifecycle host",
                bad,
                () -> uses(bad) + plural("probe or lifecycle host", hosts) + " " + quoted(hosts));
    }

    static String privileged(Pod pod) {
        if (!pod.mayHaveSecurity("privileged")) {
            return "";
        }
        List<String> bad = containers(
                pod, container -> container.securityContext().get("privileged").isTrue());
        return result("privileged", bad, () -> named(bad) + " must not set securityContext.privileged=true");
    }

    static String procMount(Pod pod) {
        var types = new TreeSet<String>();
        if (!pod.mayHaveSecurity("procMount")) {
            return "";
        }
        List<String> bad = containers(pod, container -> {
            Field type = container.securityContext().get("procMount");
            return isForbidden(type, type.isPresent() && !type.textOr("").equals("Default"), types);
        });
        return result(
                "procMount", bad, () -> named(bad) + " must not set securityContext.procMount to " + quoted(types));
    }

    static String seLinuxOptions(Pod pod, int minor) {
        var types = new TreeSet<String>();
        var parts = new TreeSet<String>();
        List<String> setters = setters(pod, "seLinuxOptions", options -> {
            if (!options.isPresent()) {
                return false;
            }
            List<String> given = Stream.of("role", "user")
                    .filter(part -> !options.get(part).textOr("").isEmpty())
                    .toList();
            parts.addAll(given);
            Field type = options.get("type");
            boolean isAllowed = type.textOr("").isEmpty()
                    || SeLinuxOptionsMustKeepTheConfinement.isStandardType(type.textOr(""), minor);
            return isForbidden(type, !isAllowed, types) || !given.isEmpty();
        });
        return result("seLinuxOptions", setters, () -> {
            Stream<String> data =
                    Stream.of(types).filter(all -> !all.isEmpty()).map(all -> plural("type", all) + " " + quoted(all));
            Stream<String> set = parts.descendingSet().stream().map(part -> part + " may not be set");
            return joined(setters) + " set forbidden securityContext.seLinuxOptions: "
                    + String.join("; ", Stream.concat(data, set).toList());
        });
    }

    /** What stood in place of the field before 1.19. */
    static String seccompAnnotations(Pod pod) {
        if (!pod.annotations().isPresent()) {
            return "";
        }
        Stream<String> names = pod.containers().stream().map(container -> SECCOMP_CONTAINER + container.name());
        List<String> bad = Stream.concat(Stream.of(SECCOMP_POD), names)
                .distinct()
                .map(pod.annotations()::get)
                .filter(annotation -> annotation.isPresent() && !isSeccompWord(annotation.textOr("")))
                .map(PodSecurityChecks::annotation)
                .sorted()
                .toList();
        return result(
                "seccompProfile", bad, () -> "forbidden " + plural("annotation", bad) + " " + String.join(", ", bad));
    }

    static String seccompProfileBaseline(Pod pod) {
        var types = new TreeSet<String>();
        List<String> setters = setters(pod, "seccompProfile", profile -> {
            return isForbidden(profile.get("type"), profile.isPresent() && !isProfile(profile), types);
        });
        return result(
                "seccompProfile",
                setters,
                () -> joined(setters) + " must not set securityContext.seccompProfile.type to " + quoted(types));
    }

    static String seccompProfileRestricted(Pod pod) {
        String explicit = seccompProfileBaseline(pod);
        List<String> bad = containers(
                pod, container -> !container.effectiveSecurity("seccompProfile").isPresent());
        return explicit.isEmpty()
                ? result(
                        "seccompProfile",
                        bad,
                        () -> "pod or " + named(bad)
                                + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"")
                : explicit;
    }

    static String sysctls(Pod pod, int minor) {
        if (pod.sysctls().isEmpty()) {
            return "";
        }
        List<String> safe = OnlySafeSysctlsMayBeSet.safe(new PodSecurityVersion(minor, false));
        List<String> bad = pod.sysctls().stream()
                .map(name -> name.textOr(""))
                .filter(name -> !safe.contains(name))
                .toList();
        return result("forbidden sysctls", bad, () -> String.join(", ", bad));
    }

    static String windowsHostProcess(Pod pod) {
        List<String> setters = setters(
                pod, "windowsOptions", options -> options.get("hostProcess").isTrue());
        return result(
                "hostProcess",
                setters,
                () -> joined(setters) + " must not set securityContext.windowsOptions.hostProcess=true");
    }

    static String allowPrivilegeEscalation(Pod pod) {
        List<String> bad = containers(
                pod,
                container -> !container
                        .securityContext()
                        .get("allowPrivilegeEscalation")
                        .isFalse());
        return result(
                "allowPrivilegeEscalation != false",
                bad,
                () -> named(bad) + " must set securityContext.allowPrivilegeEscalation=false");
    }

    static String restrictedVolumes(Pod pod) {
        List<Volume> restricted = pod.volumes().stream()
                .filter(volume -> !volume.sources().isEmpty()
                        && volume.sources().stream()
                                .noneMatch(source -> OnlyCoreVolumeTypesMayBeUsed.CORE_TYPES.contains(source.key())))
                .toList();
        List<String> bad = restricted.stream().map(Volume::name).toList();
        var types = new TreeSet<String>();
        restricted.forEach(volume -> types.add(volume.sources().get(0).key()));
        return result(
                "restricted volume types",
                bad,
                () -> plural("volume", bad) + " " + quoted(bad) + (bad.size() == 1 ? " uses " : " use ")
                        + plural("restricted volume type", types) + " " + quoted(types));
    }

    static String runAsNonRoot(Pod pod) {
        String reason = "runAsNonRoot != true";
        List<String> setters =
                setters(pod, "runAsNonRoot", Field::isFalse);
        List<String> bad = containers(
                pod, container -> !container.effectiveSecurity("runAsNonRoot").isTrue());
        return setters.isEmpty()
                ? result(reason, bad, () -> "pod or " + named(bad) + " must set securityContext.runAsNonRoot=true")
                : result(reason, setters, () -> joined(setters) + " must not set securityContext.runAsNonRoot=false");
    }

    static String runAsUser(Pod pod) {
        List<String> setters = setters(pod, "runAsUser", field -> {
            Long user = field.integer();
            return user != null && user == 0;
        });
        return result("runAsUser=0", setters, () -> joined(setters) + " must not set runAsUser=0");
    }

    /** The names of the containers that a condition holds for, in the order in which upstream visits them. */
    private static List<String> containers(Pod pod, Predicate<Container> condition) {
        List<String> names = List.of();
        for (Container container : pod.containers()) {
            if (condition.test(container)) {
                if (names.isEmpty()) {
                    names = new ArrayList<>();
                }
                names.add(container.name());
            }
        }
        return names;
    }

    /**
     * Who has a setting in the security context that a condition holds for: the pod, and then the containers. It holds for
     * none that is absent.
     */
    private static List<String> setters(Pod pod, String name, Predicate<Field> condition) {
        var setters = new ArrayList<String>();
        if (!pod.mayHaveSecurity(name)) {
            return setters;
        }
        if (condition.test(pod.securityContext().get(name))) {
            setters.add("pod");
        }
        List<String> bad = containers(
                pod, container -> condition.test(container.securityContext().get(name)));
        if (!bad.isEmpty()) {
            setters.add(named(bad));
        }
        return setters;
    }

    private static boolean isForbidden(Field value, boolean forbidden, Collection<String> values) {
        if (forbidden) {
            values.add(value.textOr(""));
        }
        return forbidden;
    }

    private static boolean isProfile(Field profile) {
        return PROFILE_TYPES.contains(profile.get("type").textOr(""));
    }

    private static boolean isAppArmorWord(Field annotation) {
        String word = annotation.textOr("");
        return word.isEmpty() || word.equals("runtime/default") || word.startsWith("localhost/");
    }

    private static boolean isSeccompWord(String word) {
        return word.equals("runtime/default") || word.equals("docker/default") || word.startsWith("localhost/");
    }

    private static String annotation(Field annotation) {
        return annotation.key() + "=" + goQuoted(annotation.textOr(""));
    }

    private static String result(String reason, Collection<String> bad, Supplier<String> words) {
        if (bad.isEmpty()) {
            return "";
        }
        String detail = words.get();
        return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }

    private static String named(Collection<String> containers) {
        return plural("container", containers) + " " + quoted(containers);
    }

    private static String uses(Collection<String> containers) {
        return named(containers) + (containers.size() == 1 ? " uses " : " use ");
    }

    private static String joined(Collection<String> setters) {
        return String.join(" and ", setters);
    }

    private static String plural(String word, Collection<String> items) {
        return items.size() == 1 ? word : word + "s";
    }

    private static String quoted(Collection<String> items) {
        return items.isEmpty() ? "" : "\"" + String.join("\", \"", items) + "\"";
    }

    /** As Go's {@code %q} writes a text: upstream's only values that are not words. */
    private static String goQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(point);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(point)) {
                        quoted.append(point < 0x80 ? "\\x%02x".formatted(point) : "\\u%04x".formatted(point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
