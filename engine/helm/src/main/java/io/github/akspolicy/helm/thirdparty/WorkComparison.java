package io.github.akspolicy.helm.thirdparty;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object does the same work in two renders: its pods run the same, under the same account, on the same files; a
 * binding binds the same subjects to the same role; and it does so in the same namespace. A privileged container is the fault of
 * the chart that wrote it only as long as it runs what that chart runs. What only says where and with how many resources it runs
 * may differ, and so may what policies evaluate by itself.
 *
 * @param used the render of the repository
 * @param alone that of the charts without it
 */
record WorkComparison(RenderedObjects used, RenderedObjects alone) {
    /** The setting that policies compare by itself: see {@link ThirdParty}. */
    static final String SECURITY = "securityContext";

    /** Lists of containers. */
    static final Set<String> CONTAINERS = Set.of("containers", "initContainers", "ephemeralContainers");

    /** Of a pod: where it runs, and settings of which each has a policy. Whatever is not here must be the same. */
    private static final Set<String> FREE_OF_POD = Set.of(
            SECURITY,
            "activeDeadlineSeconds",
            "affinity",
            "dnsPolicy",
            "enableServiceLinks",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "hostUsers",
            "imagePullSecrets",
            "nodeSelector",
            "overhead",
            "preemptionPolicy",
            "priority",
            "priorityClassName",
            "readinessGates",
            "restartPolicy",
            "runtimeClassName",
            "schedulerName",
            "terminationGracePeriodSeconds",
            "tolerations",
            "topologySpreadConstraints");

    private static final Set<String> FREE_OF_CONTAINER = Set.of(
            SECURITY,
            "imagePullPolicy",
            "ports",
            "resizePolicy",
            "resources",
            "stdin",
            "stdinOnce",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "tty");

    private static final Set<String> PROBES = Set.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final Set<String> ACCOUNTS = Set.of("serviceAccountName", "serviceAccount");

    /** What says which program runs: a name that values gave an object does not belong there. */
    private static final Set<String> VERBATIM = Set.of("image", "command");

    /** An object in both renders. */
    private record Objects(Field here, Field there) {}

    /** @param place of the finding: what does not lie in a container concerns them all */
    boolean isSame(Field here, Field there, Place place) {
        FieldPath object = object(here, place);
        Field one = here.follow(object);
        Field other = there.follow(object);
        return isSameNamespace(one, other) && isSameBinding(one, other, place) && arePodsSame(one, other, there, place);
    }

    /** The object that a place is in: the document, or an item of a List. */
    private static FieldPath object(Field document, Place place) {
        for (FieldPath path = place.nearest(); path != null; path = path.parent()) {
            Field around = document.follow(path);
            if (around.get("kind").isPresent() && around.get("metadata").isPresent()) {
                return path;
            }
        }
        return FieldPath.ROOT;
    }

    private static boolean isSameNamespace(Field here, Field there) {
        boolean isNamespace = here.get("kind").textOr("").equals("Namespace");
        return Nodes.isSame(
                        here.at("metadata", "namespace").node(),
                        there.at("metadata", "namespace").node())
                && (!isNamespace
                        || Nodes.isSame(
                                here.at("metadata", "name").node(),
                                there.at("metadata", "name").node()));
    }

    /** A subject is compared by itself, with the item of the list. */
    private boolean isSameBinding(Field here, Field there, Place place) {
        if (!here.get("roleRef").isPresent() || isWithin(place.nearest(), here.get("subjects"))) {
            return true;
        }
        return isSame(here.get("roleRef"), there.get("roleRef"))
                && here.get("subjects").items().stream()
                        .allMatch(subject ->
                                there.get("subjects").items().stream().anyMatch(other -> isSame(subject, other)));
    }

    private boolean arePodsSame(Field here, Field there, Field document, Place place) {
        var objects = new Objects(here, there);
        List<Field> pods = pods(here);
        List<Field> around =
                pods.stream().filter(pod -> isWithin(place.nearest(), pod)).toList();
        return (around.isEmpty() ? pods : around)
                .stream().allMatch(pod -> isSamePod(pod, document.follow(pod.path()), place, objects));
    }

    /** The pod specifications in an object, of whatever kind it is. */
    private static List<Field> pods(Field root) {
        var pods = new ArrayList<Field>();
        collect(root, pods);
        return pods;
    }

    private static void collect(Field field, List<Field> pods) {
        if (field.get("containers").node() instanceof Node.Sequence) {
            pods.add(field);
            return;
        }
        field.fields().forEach(inner -> collect(inner, pods));
        field.items().forEach(item -> collect(item, pods));
    }

    private static boolean isWithin(FieldPath path, Field field) {
        for (FieldPath outer = path; outer != null; outer = outer.parent()) {
            if (outer.equals(field.path())) {
                return field.isPresent();
            }
        }
        return false;
    }

    private boolean isSamePod(Field pod, Field other, Place place, Objects objects) {
        if (!(other.get("containers").node() instanceof Node.Sequence)) {
            return false;
        }
        Set<String> scratch = new TreeSet<>();
        for (Field volume : pod.get("volumes").items()) {
            if (item(other.get("volumes"), volume) == null
                    && volume.get("emptyDir").isPresent()) {
                scratch.add(volume.get("name").textOr(""));
            }
        }
        for (String key : keys(pod, other)) {
            if (!FREE_OF_POD.contains(key) && !CONTAINERS.contains(key)) {
                Field here = pod.get(key);
                boolean isSame = ACCOUNTS.contains(key)
                        ? isSameAccount(here, other.get(key), objects)
                        : key.equals("volumes")
                                ? items(here, other.get(key), scratch, "name", this::isSame)
                                : key.equals("automountServiceAccountToken") && here.isFalse()
                                        || isSame(here, other.get(key));
                if (!isSame) {
                    return false;
                }
            }
        }
        List<Field> containers = CONTAINERS.stream()
                .flatMap(list -> pod.get(list).items().stream())
                .toList();
        List<Field> concerned = containers.stream()
                .filter(container -> isWithin(place.nearest(), container))
                .toList();
        return (concerned.isEmpty() ? containers : concerned)
                .stream()
                        .allMatch(container -> isSameContainer(container, other(pod, other, container), scratch)
                                && isSameInput(pod, container));
    }

    /** A chart's own account may have another name where its pods have it, too: that of the release, or of the chart. */
    private boolean isSameAccount(Field here, Field there, Objects objects) {
        String now = here.textOr("");
        String before = there.textOr("");
        return Nodes.isSame(here.node(), there.node())
                || (used.isRenamed("ServiceAccount", before, now, alone)
                        && isRenamedLike(before, now, name(objects.there()), name(objects.here())));
    }

    private static String name(Field object) {
        return object.at("metadata", "name").textOr("");
    }

    /** Whether the beginning of a name was replaced as that of another one was. */
    private static boolean isRenamedLike(String before, String now, String otherBefore, String otherNow) {
        int common = 0;
        while (common < Math.min(otherBefore.length(), otherNow.length())
                && otherBefore.charAt(otherBefore.length() - 1 - common)
                        == otherNow.charAt(otherNow.length() - 1 - common)) {
            common++;
        }
        // "agent-node" and "other-node" differ by what stands before the "-"
        String end = otherBefore.substring(otherBefore.length() - common);
        int kept = end.indexOf('-') < 0 ? 0 : end.length() - end.indexOf('-');
        String was = otherBefore.substring(0, otherBefore.length() - kept);
        String is = otherNow.substring(0, otherNow.length() - kept);
        return !was.isEmpty()
                && !was.equals(is)
                && before.startsWith(was)
                && now.equals(is + before.substring(was.length()));
    }

    private static Field other(Field pod, Field other, Field container) {
        FieldPath list = container.path().parent();
        String name = list == null ? "" : list.lastField();
        Field found = item(other.get(name), container);
        return found == null ? other.get(name).get("") : found;
    }

    private boolean isSameContainer(Field container, Field other, Set<String> scratch) {
        if (!other.isPresent()) {
            return false;
        }
        for (String key : keys(container, other)) {
            Field here = container.get(key);
            Field there = other.get(key);
            boolean isSame = FREE_OF_CONTAINER.contains(key)
                    || (PROBES.contains(key)
                            ? isSame(here.get("exec"), there.get("exec"))
                            : key.equals("volumeMounts")
                                    ? items(here, there, scratch, "name", this::isSame)
                                    : isSame(here, there));
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    /** The text that a container reads as its environment, and runs as a script. */
    private boolean isSameInput(Field pod, Field container) {
        return ContainerInputs.of(pod, container).stream().allMatch(input -> {
            Field here = used.find(input.kind(), input.name());
            Field there = alone.find(input.kind(), alone.nameBefore(input.kind(), input.name(), used));
            return here == null
                    ? there == null
                    : there != null
                            && isSame(here.get("data"), there.get("data"))
                            && isSame(here.get("stringData"), there.get("stringData"))
                            && isSame(here.get("binaryData"), there.get("binaryData"));
        });
    }

    /** Each item is there on the other side, too, or belongs to an empty folder that was added. */
    private static boolean items(
            Field here, Field there, Set<String> scratch, String name, BiPredicate<Field, Field> isSame) {
        return here.items().stream()
                .allMatch(item -> scratch.contains(item.get(name).textOr(""))
                        || there.items().stream().anyMatch(other -> isSame.test(item, other)));
    }

    private static @Nullable Field item(Field list, Field wanted) {
        String name = wanted.get("name").textOr("");
        return list.items().stream()
                .filter(item -> item.get("name").textOr("").equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Collection<String> keys(Field here, Field there) {
        var keys = new TreeSet<String>();
        here.fields().forEach(field -> keys.add(field.key()));
        there.fields().forEach(field -> keys.add(field.key()));
        return keys;
    }

    private boolean isSame(Field here, Field there) {
        String key = here.isPresent() ? here.key() : there.key();
        return Nodes.isSame(
                here.node(),
                there.node(),
                VERBATIM.contains(key) ? String::equals : (one, other) -> used.isSameText(one, other, alone));
    }
}
