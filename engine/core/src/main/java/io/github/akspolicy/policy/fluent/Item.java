package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;

/**
 * One of the things that a policy is about.
 *
 * @param view the thing itself
 * @param field its own mapping: the whole object, the pod template, the container
 * @param resource the object that it is, or is a part of
 */
public record Item<V>(V view, Field field, Resource resource) {}
