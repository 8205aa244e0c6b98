package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;

/**
 * A taint that a pod puts up with, as the scheduler compares it (kubernetes/api, {@code core/v1/toleration.go}).
 *
 * @param key empty for every key, with the operator {@code Exists}
 * @param place the field that names the key, or the toleration itself
 */
record Toleration(String key, String operator, String value, String effect, Place place) {
    static Toleration of(Field field) {
        Field key = field.get("key");
        return new Toleration(
                key.stringOr(""),
                field.get("operator").stringOr("Equal"),
                field.get("value").stringOr(""),
                field.get("effect").stringOr(""),
                key.isPresent() ? key.place() : field.place());
    }

    boolean tolerates(Taint taint) {
        if (!effect.isEmpty() && !effect.equals(taint.effect()) || !key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        return switch (operator) {
            case "Equal", "" -> value.equals(taint.value());
            // newer operators compare numbers: what we cannot compare is no mistake of the pod
            default -> true;
        };
    }
}
