package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.AccessSources;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.resource.rbac.Permission;
import io.github.akspolicy.resource.rbac.Permission.Evidence;
import java.util.ArrayList;
import java.util.List;

/** What lets somebody do what they should not, line by line. */
final class PermissionFaults {
    private final AccessSources sources;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> unlocated = new ArrayList<>();

    PermissionFaults(Environment environment) {
        this.sources = new AccessSources(environment);
    }

    /** @param what what it allows */
    void add(Permission permission, String what) {
        int before = faults.size();
        for (Evidence evidence : permission.evidence(what)) {
            DeployedResource resource = sources.of(evidence);
            if (resource != null) {
                faults.add(new Fault(resource, evidence.place(), evidence.words()));
            }
        }
        if (faults.size() == before) {
            unlocated.add("  " + permission.words() + " grants " + what);
        }
    }

    /** What nobody can tell, which is no better than what is wrong. */
    void addUnknown(String what) {
        unlocated.add("  " + what);
    }

    List<Fault> faults() {
        return faults;
    }

    /** Those that stand in no file. */
    List<String> unlocated() {
        return unlocated;
    }
}
