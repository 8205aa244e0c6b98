package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.AdmissionWords.annotation;
import static io.github.akspolicy.policies.pod.AdmissionWords.containers;
import static io.github.akspolicy.policies.pod.AdmissionWords.joined;
import static io.github.akspolicy.policies.pod.AdmissionWords.named;
import static io.github.akspolicy.policies.pod.AdmissionWords.plural;
import static io.github.akspolicy.policies.pod.AdmissionWords.quoted;
import static io.github.akspolicy.policies.pod.AdmissionWords.result;
import static io.github.akspolicy.policies.pod.AdmissionWords.setters;
import static io.github.akspolicy.policies.pod.AdmissionWords.uses;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The checks of level baseline of the Pod Security admission: each gives upstream's reason with its detail in parentheses,
 * or the empty string for a pod that passes.
 */
final class BaselineChecks {
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
    static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
    private static final Set<String> PROFILE_TYPES = Set.of("RuntimeDefault", "Localhost");

    private BaselineChecks() {}

    static String appArmorProfile(Pod pod) {
        var values = new TreeSet<String>();
        List<String> setters = setters(pod, context -> {
            Field profile = context.get("appArmorProfile");
            return isForbidden(profile.get("type"), profile.isPresent() && !isProfile(profile), values);
        });
        List<String> annotations = pod.annotations().fields().stream()
                .filter(annotation -> annotation.key().startsWith(APP_ARMOR) && !isAppArmorWord(annotation))
                .map(AdmissionWords::annotation)
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

    static String capabilities(Pod pod) {
        return added("non-default capabilities", pod, Capabilities.PSS_BASELINE);
    }

    static String added(String reason, Pod pod, List<String> allowed) {
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
            container.hostPorts().forEach(port -> ports.add(port.textOr("")));
            return !container.hostPorts().isEmpty();
        });
        return result("hostPort", bad, () -> uses(bad) + plural("hostPort", ports) + " " + String.join(", ", ports));
    }

    static String hostProbesAndHostLifecycle(Pod pod) {
        var hosts = new TreeSet<String>();
        // upstream keeps these containers in a set, unlike those of all other checks
        var bad = new TreeSet<>(containers(pod, container -> {
            boolean names = false;
            for (Field handler : container.handlers()) {
                for (String action : List.of("httpGet", "tcpSocket")) {
                    String host = handler.get(action).get("host").textOr("");
                    if (!host.isEmpty()) {
                        hosts.add(host);
                        names = true;
                    }
                }
            }
            return names;
        }));
        return result(
                "probe or lifecycle host",
                bad,
                () -> uses(bad) + plural("probe or lifecycle host", hosts) + " " + quoted(hosts));
    }

    static String privileged(Pod pod) {
        List<String> bad = containers(
                pod, container -> container.securityContext().get("privileged").isTrue());
        return result("privileged", bad, () -> named(bad) + " must not set securityContext.privileged=true");
    }

    static String procMount(Pod pod) {
        var types = new TreeSet<String>();
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
        List<String> setters = setters(pod, context -> {
            Field options = context.get("seLinuxOptions");
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
                .map(AdmissionWords::annotation)
                .sorted()
                .toList();
        return result(
                "seccompProfile", bad, () -> "forbidden " + plural("annotation", bad) + " " + String.join(", ", bad));
    }

    static String seccompProfile(Pod pod) {
        var types = new TreeSet<String>();
        List<String> setters = setters(pod, context -> {
            Field profile = context.get("seccompProfile");
            return isForbidden(profile.get("type"), profile.isPresent() && !isProfile(profile), types);
        });
        return result(
                "seccompProfile",
                setters,
                () -> joined(setters) + " must not set securityContext.seccompProfile.type to " + quoted(types));
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
                pod, context -> context.at("windowsOptions", "hostProcess").isTrue());
        return result(
                "hostProcess",
                setters,
                () -> joined(setters) + " must not set securityContext.windowsOptions.hostProcess=true");
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
}
