package io.github.akspolicy.resource.workload;

/**
 * What the parameters {@code excludedContainers} and {@code excludedImages} know a container by.
 *
 * @param name empty when it has none
 * @param image the reference as written; empty when there is none
 */
public record ContainerId(String name, String image) {}
