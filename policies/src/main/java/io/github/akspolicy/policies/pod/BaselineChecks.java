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
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The checks of level baseline of the Pod Security admission: each gives upstream's reason with its detail in parentheses,
 * or the empty string for a pod that passes.
 */
final class BaselineChecks {
    private BaselineChecks() {}

    static String appArmorProfile(Pod pod) {
        var values = new TreeSet<String>();
        List<String> setters = setters(pod, "appArmorProfile", profile -> {
            return isForbidden(profile.get("type"), PodSecurityStandards.isOtherProfile(profile), values);
        });
        List<String> annotations = pod.annotations().fields().stream()
                .filter(annotation -> annotation.key().startsWith(PodSecurityStandards.APP_ARMOR_ANNOTATION)
                        && !isAppArmorWord(annotation))
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
        return added("non-default capabilities", pod, PodSecurityStandards.CAPABILITIES);
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
        for (String name : PodSecurityStandards.HOST_NAMESPACES) {
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
            return isForbidden(type, PodSecurityStandards.isOtherProcMount(type), types);
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
                    || PodSecurityStandards.SELINUX_TYPES.in(minor).contains(type.textOr(""));
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
        List<String> bad = PodSecurityStandards.seccompAnnotations(pod).stream()
                .filter(annotation -> !isSeccompWord(annotation.textOr("")))
                .map(AdmissionWords::annotation)
                .sorted()
                .toList();
        return result(
                "seccompProfile", bad, () -> "forbidden " + plural("annotation", bad) + " " + String.join(", ", bad));
    }

    static String seccompProfile(Pod pod) {
        var types = new TreeSet<String>();
        List<String> setters = setters(pod, "seccompProfile", profile -> {
            return isForbidden(profile.get("type"), PodSecurityStandards.isOtherProfile(profile), types);
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
        List<String> safe = PodSecurityStandards.SYSCTLS.in(minor);
        List<String> bad = pod.sysctls().stream()
                .map(name -> name.textOr(""))
                .filter(name -> !safe.contains(name))
                .toList();
        return result("forbidden sysctls", bad, () -> String.join(", ", bad));
    }

    static String windowsHostProcess(Pod pod) {
        List<String> setters = setters(pod, "windowsOptions", PodSecurityStandards::isHostProcess);
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

    private static boolean isAppArmorWord(Field annotation) {
        String word = annotation.textOr("");
        return word.isEmpty() || word.equals("runtime/default") || word.startsWith("localhost/");
    }

    private static boolean isSeccompWord(String word) {
        return word.equals("runtime/default") || word.equals("docker/default") || word.startsWith("localhost/");
    }
}
