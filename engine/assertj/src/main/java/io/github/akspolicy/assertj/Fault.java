package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;

/**
 * One place that does not meet an expectation.
 *
 * @param resource where it is
 * @param at the field
 * @param statement what is wrong, with the field's path
 */
record Fault(DeployedResource resource, Place at, String statement) {
    /** A field that is wrong: {@code spec.replicas is 1}. */
    static Fault at(DeployedResource resource, Field field, String wrong) {
        return new Fault(resource, field.place(), field.path().key() + " " + wrong);
    }

    /** A field that has the wrong value, or none. */
    static Fault value(DeployedResource resource, Field field) {
        return at(resource, field, Wording.value(field));
    }
}
