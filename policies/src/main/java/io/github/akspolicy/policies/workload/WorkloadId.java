package io.github.akspolicy.policies.workload;

import org.jspecify.annotations.Nullable;

/**
 * What names a workload within an environment, as a {@code scaleTargetRef} does.
 *
 * @param namespace the effective namespace, or null when it is unknown
 */
record WorkloadId(@Nullable String namespace, String kind, String name) {
    /** {@code Deployment web}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
