package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;

/**
 * An entry of a container's {@code env}.
 *
 * @param field the entry
 * @param name empty when there is none
 * @param value the field of its literal value; absent when it comes from elsewhere
 */
public record EnvironmentVariable(Field field, String name, Field value) {
    static EnvironmentVariable of(Field field) {
        return new EnvironmentVariable(field, field.get("name").written(), field.get("value"));
    }
}
