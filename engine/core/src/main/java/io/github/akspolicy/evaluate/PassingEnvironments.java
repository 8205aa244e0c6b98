package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the environments in which a resource passes what it fails in others, and the line that sets the field there: the
 * quickest hint at what is wrong, since the right setting stands there already.
 */
final class PassingEnvironments {
    // a release that large is a folder read as a stream, the same in every environment: reading it twice buys nothing
    private static final int LARGEST_READ_AGAIN = 5_000;

    /** Where pods have their settings; deeper fields of the same name are about something else. */
    private static final int DEPTH = 16;

    private final List<ReleaseResult> releases;
    private final Map<ReleaseId, Map<Slot, Set<String>>> missing = new HashMap<>();
    private final Map<Slot, Set<String>> there = new HashMap<>();
    private final Map<Slot, Set<String>> environments = new HashMap<>();
    private final Map<Slot, Map<String, Set<String>>> failing = new HashMap<>();
    private final Map<ReleaseId, Map<Slot, Set<FieldPath>>> wanted = new HashMap<>();
    private final Map<String, Map<Slot, Map<FieldPath, SourceLocation>>> found = new HashMap<>();

    /**
     * A resource over all environments.
     *
     * @param namespace null for that of the release, which differs between them
     */
    private record Slot(
            String source,
            String group,
            String kind,
            @Nullable String namespace,
            String name) {
        private static Slot of(ReleaseResult release, ResourceId resource) {
            String namespace = resource.namespace();
            return new Slot(
                    release.id().source(),
                    resource.group(),
                    resource.kind(),
                    Objects.equals(namespace, release.release().namespace()) ? null : namespace,
                    resource.name());
        }
    }

    PassingEnvironments(List<ReleaseResult> releases) {
        this.releases = releases;
        for (ReleaseResult release : releases) {
            String environment = release.id().environment();
            for (Detection detection : release.detections()) {
                ResourceId resource = release.resource(detection.resource()).id();
                failing.computeIfAbsent(Slot.of(release, resource), slot -> new HashMap<>())
                        .computeIfAbsent(detection.policy().id(), id -> new HashSet<>())
                        .add(environment);
            }
        }
        for (ReleaseResult release : releases) {
            for (var resource : release.resources()) {
                Slot slot = Slot.of(release, resource.id());
                if (failing.containsKey(slot)) {
                    environments
                            .computeIfAbsent(slot, unused -> new TreeSet<>())
                            .add(release.id().environment());
                }
            }
        }
    }

    /** Remembers that the line of a field is wanted wherever the resource passes. */
    void want(ReleaseResult release, Detection detection) {
        ResourceId resource = release.resource(detection.resource()).id();
        Slot slot = Slot.of(release, resource);
        FieldPath path = detection.observation().at().path();
        Set<String> passing = passing(slot, detection.policy().id());
        if (!passing.isEmpty()) {
            missing.computeIfAbsent(release.id(), id -> new HashMap<>())
                    .computeIfAbsent(slot, unused -> new HashSet<>())
                    .add(path.lastField());
        }
        for (ReleaseResult other : releases) {
            if (passing.contains(other.id().environment())
                    && other.id().source().equals(slot.source())
                    && other.resources().size() <= LARGEST_READ_AGAIN) {
                wanted.computeIfAbsent(other.id(), id -> new HashMap<>())
                        .computeIfAbsent(slot, unused -> new HashSet<>())
                        .add(path);
            }
        }
    }

    /** Looks up what is wanted, reading each release once more. */
    void locate() {
        releases.forEach(this::collectFailing);
        for (ReleaseResult release : releases) {
            Map<Slot, Set<FieldPath>> fields = wanted.get(release.id());
            if (fields == null) {
                continue;
            }
            release.readAgain((resource, origins) -> {
                Slot slot = Slot.of(release, resource.id());
                for (FieldPath path : fields.getOrDefault(slot, Set.of())) {
                    Field field = resource.root().follow(path);
                    if (!field.isPresent()) {
                        field = elsewhere(resource.root(), path, slot);
                    }
                    if (field != null) {
                        found.computeIfAbsent(release.id().environment(), name -> new HashMap<>())
                                .computeIfAbsent(slot, unused -> new HashMap<>())
                                .put(path, origins.locate(field.place()).primary());
                    }
                }
            });
        }
    }

    /** Remembers what the failing resource has in fields of the wanted names. */
    private void collectFailing(ReleaseResult release) {
        Map<Slot, Set<String>> names = missing.get(release.id());
        if (names == null || release.resources().size() > LARGEST_READ_AGAIN) {
            return;
        }
        release.readAgain((resource, origins) -> {
            Slot slot = Slot.of(release, resource.id());
            for (String name : names.getOrDefault(slot, Set.of())) {
                named(resource.root(), name, 0)
                        .forEach(field -> there.computeIfAbsent(slot, unused -> new HashSet<>())
                                .add(content(field)));
            }
        });
    }

    /**
     * Where the field itself is not set, another one of its name may make the resource pass, as a container's security context
     * does for that of its pod: the nearest one that the failing resource has not.
     */
    private @Nullable Field elsewhere(Field root, FieldPath path, Slot slot) {
        List<Object> meant = path.segments();
        Set<String> failingHas = there.getOrDefault(slot, Set.of());
        Field nearest = null;
        int longest = -1;
        for (Field field : named(root, path.lastField(), 0)) {
            int common = 0;
            List<Object> segments = field.path().segments();
            while (common < Math.min(meant.size(), segments.size())
                    && meant.get(common).equals(segments.get(common))) {
                common++;
            }
            if (common > longest && !failingHas.contains(content(field))) {
                nearest = field;
                longest = common;
            }
        }
        return nearest;
    }

    private static String content(Field field) {
        return field.path().key() + "=" + (field.node() == null ? "" : Node.toPlain(field.node()));
    }

    private static List<Field> named(Field field, String name, int depth) {
        var found = new ArrayList<Field>();
        if (depth > DEPTH || name.isEmpty()) {
            return found;
        }
        for (Field inner : field.fields()) {
            if (inner.key().equals(name)) {
                found.add(inner);
            }
            found.addAll(named(inner, name, depth + 1));
        }
        for (Field item : field.items()) {
            found.addAll(named(item, name, depth + 1));
        }
        return found;
    }

    /** The environments in which every resource of these detections passes, sorted by name. */
    List<Elsewhere> of(List<ReleaseResult> owners, List<Detection> detections) {
        var passing = new TreeMap<String, @Nullable SourceLocation>();
        var failingNow = new HashSet<String>();
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            ReleaseResult owner = owners.get(i);
            Slot slot = Slot.of(owner, owner.resource(detection.resource()).id());
            for (String environment : passing(slot, detection.policy().id())) {
                SourceLocation setAt = found.getOrDefault(environment, Map.of())
                        .getOrDefault(slot, Map.of())
                        .get(detection.observation().at().path());
                passing.merge(environment, setAt == null ? NOWHERE : setAt, PassingEnvironments::earlier);
            }
            failingNow.add(owner.id().environment());
        }
        return passing.entrySet().stream()
                .filter(entry -> !failingNow.contains(entry.getKey()))
                .map(entry -> new Elsewhere(entry.getKey(), entry.getValue().equals(NOWHERE) ? null : entry.getValue()))
                .toList();
    }

    private static final SourceLocation NOWHERE = new SourceLocation("", 1, 1, SourceLocation.Role.GENERATED);

    private static SourceLocation earlier(SourceLocation left, SourceLocation right) {
        if (left.equals(NOWHERE)) {
            return right;
        }
        return right.equals(NOWHERE) || left.compareTo(right) <= 0 ? left : right;
    }

    private Set<String> passing(Slot slot, String policyId) {
        var passing = new TreeSet<>(environments.getOrDefault(slot, Set.of()));
        passing.removeAll(failing.getOrDefault(slot, Map.of()).getOrDefault(policyId, Set.of()));
        return passing;
    }
}
