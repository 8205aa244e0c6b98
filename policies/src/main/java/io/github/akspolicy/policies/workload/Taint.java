package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import org.jspecify.annotations.Nullable;

/**
 * What keeps pods off the nodes of a pool.
 *
 * @param effect {@code NoSchedule}, {@code NoExecute}, {@code PreferNoSchedule}
 */
record Taint(String key, String value, String effect) {
    /** AKS gives it to the nodes of each Spot pool (articles/aks/spot-node-pool.md). */
    static final Taint SPOT = new Taint("kubernetes.azure.com/scalesetpriority", "spot", "NoSchedule");

    static final Taint CRITICAL_ADDONS_ONLY = new Taint("CriticalAddonsOnly", "true", "NoSchedule");

    /** A taint as {@code key=value:Effect}, or as the mapping that CAPZ writes; null when it is neither. */
    static @Nullable Taint of(Field field) {
        if (field.get("key").isPresent()) {
            return new Taint(
                    field.get("key").stringOr(""),
                    field.get("value").stringOr(""),
                    field.get("effect").stringOr(""));
        }
        String text = field.unresolved() == null ? field.stringOr("") : "";
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String label = text.substring(0, colon);
        int equals = label.indexOf('=');
        return new Taint(
                equals < 0 ? label : label.substring(0, equals),
                equals < 0 ? "" : label.substring(equals + 1),
                text.substring(colon + 1));
    }

    /** Whether pods that do not tolerate it are never put there. */
    boolean repels() {
        return effect.equals("NoSchedule") || effect.equals("NoExecute");
    }

    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
    }
}
