package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerScope;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a policy is about.
 *
 * @param view the thing itself
 * @param field its own mapping: the whole object, the pod template, the container
 * @param resource the object that it is, or is a part of
 */
public record Item<V>(V view, Field field, Resource resource) implements ContainerScope<Item<V>> {
    @Override
    @SuppressWarnings("unchecked") // a scope narrows to its own type
    public @Nullable Item<V> without(Predicate<Container> excluded) {
        if (!(view instanceof ContainerScope<?> scope)) {
            return this;
        }
        Object narrowed = scope.without(excluded);
        return narrowed == null ? null : new Item<>((V) narrowed, field, resource);
    }
}
