package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where objects carry pods: the kinds of Kubernetes and of common add-ons, and those that a configuration adds. Immutable.
 *
 * <p>A path leads to a pod template, the mapping with the pod's {@code metadata} and {@code spec}, or to a bare pod
 * specification.
 */
public final class PodTemplates {
    /** Names joined by dots; {@code [*]} behind a name stands for each item of its list. The empty path is the object. */
    public static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-]{1,63}(\\[\\*\\])?(\\.[A-Za-z0-9_-]{1,63}(\\[\\*\\])?){0,20}");

    private static final String CONTROLLER = "spec.template";
    private static final String EACH = "[*]";
    private static final String EACH_VALUE = "{*}";

    /** Built-in kinds first: extensions/v1beta1 is gone from the API server, but old manifests must not pass unseen. */
    private static final PodTemplates FIXED = new PodTemplates(new HashMap<>())
            .builtIn("Pod", "", "")
            .builtIn("ReplicationController", CONTROLLER, "")
            .builtIn("PodTemplate", "template", "")
            .builtIn("Deployment", CONTROLLER, "apps", "extensions")
            .builtIn("ReplicaSet", CONTROLLER, "apps", "extensions")
            .builtIn("DaemonSet", CONTROLLER, "apps", "extensions")
            .builtIn("StatefulSet", CONTROLLER, "apps")
            .builtIn("Job", CONTROLLER, "batch")
            .builtIn("CronJob", "spec.jobTemplate.spec.template", "batch")
            // a Rollout may refer to a Deployment instead
            .with("argoproj.io", "Rollout", CONTROLLER, true)
            .with("keda.sh", "ScaledJob", "spec.jobTargetRef.template", true)
            .with("serving.knative.dev", "Service", CONTROLLER, true)
            .with("jobset.x-k8s.io", "JobSet", "spec.replicatedJobs[*].template.spec.template", true);

    /** Those of Kubernetes and of the custom resources that are known; a configuration may name more places of the latter. */
    public static final PodTemplates KNOWN = FIXED.withCustomResources();

    /** By kind, then by API group: most resources are told apart by their kind. */
    private final Map<String, Map<String, List<Location>>> byKind;

    private PodTemplates(Map<String, Map<String, List<Location>>> byKind) {
        this.byKind = byKind;
    }

    private enum Presence {
        /** A field that is absent is judged as such. */
        ALWAYS,
        /** An object without is an error. */
        REQUIRED,
        OPTIONAL,
        /** A pod only where each of its containers names an image: an operator merges all else into a pod of its own. */
        WHOLE
    }

    private record Location(String path, String[] names, Presence presence) {
        static Location of(String path, Presence presence) {
            return new Location(path, path.isEmpty() ? new String[0] : path.split("\\."), presence);
        }

        List<Field> in(Field root) {
            List<Field> found = List.of(root);
            for (String name : names) {
                found = next(found, name);
            }
            return switch (presence) {
                case ALWAYS -> found;
                case WHOLE -> found.stream().filter(PodShapes::isPod).toList();
                case REQUIRED, OPTIONAL ->
                    found.stream().filter(Location::isTemplate).toList();
            };
        }

        private static List<Field> next(List<Field> parents, String name) {
            if (parents.size() == 1 && !name.endsWith(EACH) && !name.endsWith(EACH_VALUE)) {
                return List.of(parents.get(0).get(name));
            }
            var found = new ArrayList<Field>();
            for (Field parent : parents) {
                if (name.endsWith(EACH)) {
                    found.addAll(parent.get(name.substring(0, name.length() - EACH.length()))
                            .items());
                } else if (name.endsWith(EACH_VALUE)) {
                    found.addAll(parent.get(name.substring(0, name.length() - EACH_VALUE.length()))
                            .fields());
                } else {
                    found.add(parent.get(name));
                }
            }
            return found;
        }

        private static boolean isTemplate(Field field) {
            return field.get("spec").node() instanceof Node.Mapping
                    || field.get("containers").node() instanceof Node.Sequence;
        }
    }

    private PodTemplates builtIn(String kind, String path, String... groups) {
        PodTemplates result = this;
        for (String group : groups) {
            result = result.with(group, kind, Location.of(path, Presence.ALWAYS));
        }
        return result;
    }

    /**
     * These and one more place.
     *
     * @param path see {@link #PATH}
     * @param optional whether an object of the kind without pod template there is no error
     * @throws IllegalArgumentException when it is no path
     */
    public PodTemplates with(String group, String kind, String path, boolean optional) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "a path is written like spec.template or spec.jobs" + EACH + ".template, not \"" + path + "\"");
        }
        return with(group, kind, Location.of(path, optional ? Presence.OPTIONAL : Presence.REQUIRED));
    }

    /** The kinds of {@code pod-templates.txt}. */
    private PodTemplates withCustomResources() {
        PodTemplates result = this;
        for (String line : PodShapes.table()) {
            String[] words = line.split(" +");
            result = result.with(
                    words[0], words[1], Location.of(words[2], words.length > 3 ? Presence.WHOLE : Presence.OPTIONAL));
        }
        return result;
    }

    private PodTemplates with(String group, String kind, Location location) {
        var copy = new HashMap<>(byKind);
        var groups = new LinkedHashMap<>(copy.getOrDefault(kind, Map.of()));
        var locations = new ArrayList<>(groups.getOrDefault(group, List.of()));
        locations.removeIf(known -> known.path().equals(location.path()));
        locations.add(location);
        groups.put(group, List.copyOf(locations));
        copy.put(kind, groups);
        return new PodTemplates(copy);
    }

    private @Nullable List<Location> locations(ResourceId id) {
        Map<String, List<Location>> groups = byKind.get(id.kind());
        return groups == null ? null : groups.get(id.group());
    }

    /** Whether all places of a kind are known, so that a configuration has nothing to add. */
    public static boolean isFixed(String group, String kind) {
        return FIXED.know(group, kind);
    }

    /** Whether objects of a kind may carry pods: it is known where, or they are looked for by their shape. */
    boolean mayBeIn(ResourceId id) {
        return know(id.group(), id.kind()) || PodShapes.mayBeIn(id);
    }

    /**
     * Containers of an object that no policy sees: they have the shape of containers and stand where none is known to be.
     */
    public List<Field> unseen(Resource resource) {
        return PodShapes.mayBeIn(resource.id())
                ? PodShapes.unseen(resource.root(), resource.podTemplates())
                : List.of();
    }

    /**
     * What shows that a controller makes pods of an object although it holds none that policies see: a number of replicas, an
     * image, where the pods may run.
     */
    public Optional<Field> made(Resource resource) {
        return PodShapes.mayBeIn(resource.id()) && resource.podTemplates().isEmpty()
                ? ControlledPods.in(resource)
                : Optional.empty();
    }

    /** Whether it is known where the objects of a kind carry their pods, all of each: an operator adds nothing to them. */
    public boolean know(String group, String kind) {
        List<Location> known = byKind.getOrDefault(kind, Map.of()).get(group);
        return known != null && known.stream().noneMatch(location -> location.presence() == Presence.WHOLE);
    }

    /** The pod templates of an object: none when its kind carries none. One that is absent may be among them. */
    List<Field> in(ResourceId id, Field root) {
        List<Location> locations = locations(id);
        if (locations == null) {
            return PodShapes.mayBeIn(id) ? PodShapes.pods(root) : List.of();
        }
        return locations.size() == 1
                ? locations.get(0).in(root)
                : locations.stream()
                        .flatMap(location -> location.in(root).stream())
                        .toList();
    }

    /**
     * What keeps the pods of an object from being judged: a path that leads nowhere, or a kind that nobody has told where
     * its pods are although they are where most kinds have them.
     */
    public Optional<String> problem(Resource resource) {
        List<Location> locations = locations(resource.id());
        if (locations == null) {
            return resource.podTemplates().isEmpty() && carriesPods(resource)
                    ? Optional.of(
                            resource + ": no policy sees its pods in " + CONTROLLER + ", since its kind is not known")
                    : Optional.empty();
        }
        for (Location location : locations) {
            if (location.presence() == Presence.REQUIRED
                    && location.in(resource.root()).isEmpty()) {
                return Optional.of(resource + ": no pod template at " + location.path() + ", which podTemplates names");
            }
        }
        return Optional.empty();
    }

    private static boolean carriesPods(Resource resource) {
        for (Field container :
                resource.root().at("spec", "template", "spec", "containers").items()) {
            if (container.get("image").string() != null) {
                return true;
            }
        }
        return false;
    }
}
