package io.github.akspolicy.fix;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Containers that are privileged or not as values say. The API server refuses {@code allowPrivilegeEscalation: false} beside
 * {@code privileged: true}, so that the one may not be written where the other can change without it: see
 * ValidateSecurityContext in pkg/apis/core/validation/validation.go of Kubernetes 1.35.
 */
final class PrivilegedValues {
    private static final String ESCALATION = "allowPrivilegeEscalation";
    private static final String PRIVILEGED = "privileged";

    /** The key, and whether it only turns the field on or gives it content. */
    private record Decided(String key, boolean isWritten, boolean isSwitch) {}

    private record Context(ReleaseId release, String kind, String name, String path) {}

    private final WorkingCopy files;
    private final Map<Context, Decided> decided = new HashMap<>();

    private PrivilegedValues(WorkingCopy files) {
        this.files = files;
    }

    /**
     * What decides about the containers of findings whose fix forbids them to gain privileges.
     *
     * @param findings any findings; nothing is rendered where no fix of theirs does that
     */
    static PrivilegedValues of(Verification verification, Collection<Finding> findings, WorkingCopy files) {
        var values = new PrivilegedValues(files);
        var asked = new HashSet<Context>();
        findings.stream()
                .flatMap(finding -> finding.occurrences().stream())
                .filter(PrivilegedValues::forbidsEscalation)
                .forEach(occurrence -> asked.add(context(occurrence)));
        if (!asked.isEmpty()) {
            verification.sources().forEach(release -> values.read(release, asked));
        }
        return values;
    }

    private static boolean forbidsEscalation(Occurrence occurrence) {
        Fix fix = occurrence.fix();
        return fix != null
                && fix.field().lastField().equals(ESCALATION)
                && fix.value().equals(false);
    }

    private static Context context(Occurrence occurrence) {
        FieldPath context = FieldPath.parse(occurrence.fieldPath()).parent();
        ResourceId resource = occurrence.resource();
        return new Context(occurrence.release(), resource.kind(), resource.name(), String.valueOf(context));
    }

    /** @throws Refusal where the fix would forbid a container to gain privileges that values may make privileged */
    void check(Finding finding) throws Refusal {
        for (Occurrence occurrence : finding.occurrences()) {
            Decided by = forbidsEscalation(occurrence) ? decided.get(context(occurrence)) : null;
            if (by != null && (by.isWritten() || by.isSwitch() || !isBeside(by.key(), occurrence))) {
                throw new Refusal("privileged of the container comes from values (" + by.key()
                        + "): the API server refuses allowPrivilegeEscalation: false where they make it true");
            }
        }
    }

    /** Whether a block of values that can have the one has the other, too, so that who writes one sees both. */
    private static boolean isBeside(String key, Occurrence occurrence) {
        Origin origin = occurrence.origin();
        DecidingValue absent = origin.decidedBy();
        List<String> keys = absent == null ? origin.valuesKeys() : List.of(absent.key());
        return keys.stream().anyMatch(other -> block(key).equals(block(other)));
    }

    private static String block(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    private void read(Release release, Set<Context> asked) {
        var absent = new LinkedHashMap<AbsentField, Context>();
        try {
            release.read(new Release.Receiver() {
                @Override
                public void file(ManifestFile file) {
                    resources(file)
                            .forEach((resource, ordinal) -> asked.stream()
                                    .filter(context -> context.release().equals(release.id())
                                            && context.kind()
                                                    .equals(resource.id().kind())
                                            && context.name()
                                                    .equals(resource.id().name()))
                                    .forEach(context -> look(file, resource, ordinal, context, absent)));
                }

                @Override
                public void problem(Problem problem) {
                    // the evaluation has it
                }
            });
        } catch (SourceException unreadable) {
            // so it is when the evaluation asks
            return;
        }
        AbsentFields fields = absent.isEmpty() ? null : release.absentFields();
        if (fields != null) {
            fields.decide(List.copyOf(absent.keySet()))
                    .forEach((field, value) ->
                            decided.put(absent.get(field), new Decided(value.key(), false, value.switchTo() != null)));
        }
    }

    private void look(
            ManifestFile file, Resource resource, int ordinal, Context context, Map<AbsentField, Context> absent) {
        Field privileged =
                resource.root().follow(FieldPath.parse(context.path())).get(PRIVILEGED);
        if (!privileged.isPresent()) {
            absent.put(new AbsentField(file.path(), resource.id(), ordinal, privileged.place()), context);
            return;
        }
        Origin origin = file.origins().locate(privileged.place());
        if (!origin.valuesKeys().isEmpty()) {
            decided.put(context, new Decided(origin.valuesKeys().get(0), true, false));
        } else if (origin.primary().role() == Role.TEMPLATE && isComputed(origin)) {
            decided.put(context, new Decided(origin.primary().toString(), true, false));
        }
    }

    /** Whether the line of a template has an action behind the key. */
    private boolean isComputed(Origin origin) {
        String line = line(origin);
        return line == null
                || line.substring(Math.max(0, line.indexOf(PRIVILEGED))).contains("{{");
    }

    private @Nullable String line(Origin origin) {
        try {
            List<String> lines =
                    files.read(origin.primary().path()).text().lines().toList();
            return origin.primary().line() <= lines.size()
                    ? lines.get(origin.primary().line() - 1)
                    : null;
        } catch (Refusal notOurs) {
            return null;
        }
    }

    /** Each with its number among those of its name in the file. */
    private static Map<Resource, Integer> resources(ManifestFile file) {
        var read = new ArrayList<Resource>();
        if (file.resources() == null) {
            try {
                for (Node document : ManifestReader.manifests(file.text())) {
                    ResourceReader.read(document, null, PodTemplates.KNOWN, read::add, problem -> {});
                }
            } catch (ManifestException unreadable) {
                // the evaluation says so
                read.clear();
            }
        }
        var numbered = new LinkedHashMap<Resource, Integer>();
        var counted = new HashMap<ResourceId, Integer>();
        read.forEach(resource -> numbered.put(resource, counted.merge(resource.id(), 1, Integer::sum) - 1));
        return numbered;
    }
}
