package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.GeneratedFile;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that one release holds more than once. Helm 3 creates each and the API server refuses the second one; {@code kubectl
 * apply} and Helm 4 keep the last.
 */
final class DuplicateObjects {
    /** What the API server tells objects apart by; versions of one group are the same object. */
    private record Key(String group, String kind, @Nullable String namespace, String name) {}

    /** An object and where it stands first. */
    private record Duplicate(JudgedResource first, JudgedResource second) {}

    private DuplicateObjects() {}

    /** Enters a problem for each duplicate of a chart, and one note for all of other sources. */
    static void enter(ReleaseResult release) {
        List<Duplicate> duplicates = find(release);
        if (duplicates.isEmpty()) {
            return;
        }
        if (release.release().unwrapped() instanceof ChartRelease) {
            duplicates.forEach(duplicate -> release.problem(new Problem(
                    duplicate.second().id() + " is in the release twice, first at "
                            + duplicate.first().at() + ": helm install fails or keeps the last",
                    duplicate.second().at(),
                    "remove one of them, or give it another name")));
        } else if (!GeneratedFile.isRelease(release.id())) {
            // what a tool writes for each cluster lies in the repository once for each
            Duplicate example = duplicates.get(0);
            release.note(duplicates.size() + (duplicates.size() == 1 ? " object is" : " objects are") + " in "
                    + release.id().source() + " more than once, such as "
                    + example.second().id() + " at " + example.first().at() + " and "
                    + example.second().at() + ": kubectl apply keeps the last one");
        }
    }

    /** Whether templates, plans or answers of az have it, and not the API server. */
    private static boolean isOfAzure(ResourceId id) {
        return id.group().startsWith("Microsoft.") || id.group().equals(AzureResource.TERRAFORM);
    }

    private static List<Duplicate> find(ReleaseResult release) {
        Map<Key, JudgedResource> firsts = new HashMap<>();
        var duplicates = new ArrayList<Duplicate>();
        for (int i = 0; i < release.resources().size(); i++) {
            JudgedResource resource = release.resource(i);
            ResourceId id = resource.id();
            // what has no name of its own cannot collide; of crds/ Helm takes the first
            // of resources of Azure, one name is many: they differ in what they extend
            if (id.isValues()
                    || isOfAzure(id)
                    || id.name().isEmpty()
                    || id.name().endsWith("*")
                    || id.kind().equals("CustomResourceDefinition")
                    || release.isHook(i)) {
                continue;
            }
            JudgedResource first =
                    firsts.putIfAbsent(new Key(id.group(), id.kind(), id.namespace(), id.name()), resource);
            if (first != null) {
                duplicates.add(new Duplicate(first, resource));
            }
        }
        return duplicates;
    }
}
